use unicode_width::UnicodeWidthStr;

use crate::{Function, declaration::Declaration, escape};

const HEADER: [&str; 6] = ["ROUTE", "HANDLER", "TIMEOUT", "MEMORY", "ARCHITECTURE", "RESPONSE"];

/// The columns between two cells.
const GAP: usize = 2;

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
    let header = HEADER.map(str::to_owned);
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
    aligned(&std::iter::once(header).chain(rows).collect::<Vec<_>>())
}

/// Returns rows with their cells below each other. Characters of two columns count as two.
fn aligned<const N: usize>(rows: &[[String; N]]) -> String {
    let width = |column: usize| rows.iter().map(|row| row[column].width()).max().unwrap_or_default();
    let widths: [usize; N] = std::array::from_fn(width);
    let mut text = String::new();
    for row in rows {
        let mut line = String::new();
        for (cell, width) in row.iter().zip(widths) {
            line += cell;
            line.extend(std::iter::repeat_n(' ', width - cell.width() + GAP));
        }
        text += line.trim();
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_of_wide_characters_are_aligned() {
        let rows =
            [["ROUTE", "HANDLER"], ["送る", "send"], ["é", "accent"]].map(|row| row.map(str::to_owned));
        assert_eq!(aligned(&rows), "ROUTE  HANDLER\n送る   send\né      accent\n");
    }
}
