use clap::Args;
use comfy_table::{Table, presets};

use super::{Program, print};
use crate::{App, Result};

/// Print a table of the API's routes, their handlers and their functions' settings.
#[derive(Args, Debug)]
pub(super) struct Arguments {}

impl Arguments {
    pub(super) fn run(self, program: &Program<'_>) -> Result {
        let mut text = String::new();
        for app in program.apps {
            if program.apps.len() > 1 {
                text += &format!("{}{}\n", if text.is_empty() { "" } else { "\n" }, app.spec().type_name);
            }
            text += &table(app);
        }
        print(&text)
    }
}

/// The table of an API's routes.
pub(super) fn table(app: &App) -> String {
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    table.set_header(["ROUTE", "HANDLER", "TIMEOUT", "MEMORY", "ARCHITECTURE", "RESPONSE"]);
    for route in app.spec().routes.iter() {
        let Some(function) = app.get_function(&*route.key) else { continue };
        let exists = || "-".to_owned();
        table.add_row([
            route.key.to_string(),
            if function.handler.is_empty() { "(exists already)".to_owned() } else { function.handler },
            function.timeout.map_or_else(exists, |seconds| format!("{seconds} s")),
            function.memory_size.map_or_else(exists, |mb| format!("{mb} MB")),
            function.architecture.map_or_else(exists, str::to_owned),
            if route.return_response { "yes" } else { "no" }.to_owned(),
        ]);
    }
    table.lines().map(|line| line.trim().to_owned() + "\n").collect()
}
