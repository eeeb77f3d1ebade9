use comfy_table::{Table, presets};

use crate::{Function, declaration::Declaration, escape};

const HEADER: [&str; 6] = ["ROUTE", "HANDLER", "TIMEOUT", "MEMORY", "ARCHITECTURE", "RESPONSE"];

/// Returns the routes of APIs, each API under its name if there are several.
pub fn tables(declarations: &[&Declaration]) -> String {
    let mut text = String::new();
    for declaration in declarations {
        if declarations.len() > 1 {
            text += &format!("{}{}\n", if text.is_empty() { "" } else { "\n" }, declaration.type_name);
        }
        text += &table(declaration);
    }
    text
}

/// Returns the routes of an API, their handlers and their functions' settings.
pub fn table(declaration: &Declaration) -> String {
    let rows = declaration.routes.iter().map(|route| {
        let function = Function::new(declaration, route);
        let exists = || "-".to_owned();
        [
            escape::text(&route.key),
            if function.handler.is_empty() { "(exists already)".to_owned() } else { function.handler },
            function.timeout.map_or_else(exists, |seconds| format!("{seconds} s")),
            function.memory_size.map_or_else(exists, |mb| format!("{mb} MB")),
            function.architecture.map_or_else(exists, str::to_owned),
            if route.return_response { "yes" } else { "no" }.to_owned(),
        ]
    });
    aligned(HEADER, rows)
}

/// Returns rows with aligned cells.
fn aligned<const N: usize>(header: [&str; N], rows: impl Iterator<Item = [String; N]>) -> String {
    let mut table = Table::new();
    table.load_style(presets::NOTHING);
    table.set_header(header);
    table.add_rows(rows);
    table.lines().map(|line| line.trim().to_owned() + "\n").collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_of_wide_characters_are_aligned() {
        let rows = [["送る", "send"], ["é", "accent"]].map(|row| row.map(str::to_owned));
        assert_eq!(
            aligned(["ROUTE", "HANDLER"], rows.into_iter()),
            "ROUTE  HANDLER\n送る   send\né      accent\n"
        );
    }
}
