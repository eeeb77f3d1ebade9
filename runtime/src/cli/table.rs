use comfy_table::{Table, presets};
use websocket_api_model::{declaration::Declaration, escape};

use crate::Function;

/// The routes of APIs, each API under its name if there are several.
pub(super) fn tables(declarations: &[&Declaration]) -> String {
    let mut text = String::new();
    for declaration in declarations {
        if declarations.len() > 1 {
            text += &format!("{}{}\n", if text.is_empty() { "" } else { "\n" }, declaration.type_name);
        }
        text += &table(declaration);
    }
    text
}

/// The routes of an API, their handlers and their functions' settings.
pub(super) fn table(declaration: &Declaration) -> String {
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    table.set_header(["ROUTE", "HANDLER", "TIMEOUT", "MEMORY", "ARCHITECTURE", "RESPONSE"]);
    for route in declaration.routes.iter() {
        let function = Function::new(declaration, route);
        let exists = || "-".to_owned();
        table.add_row([
            escape::text(&route.key),
            if function.handler.is_empty() { "(exists already)".to_owned() } else { function.handler },
            function.timeout.map_or_else(exists, |seconds| format!("{seconds} s")),
            function.memory_size.map_or_else(exists, |mb| format!("{mb} MB")),
            function.architecture.map_or_else(exists, str::to_owned),
            if route.return_response { "yes" } else { "no" }.to_owned(),
        ]);
    }
    table.lines().map(|line| line.trim().to_owned() + "\n").collect()
}
