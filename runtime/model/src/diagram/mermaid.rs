use crate::escape::is_hidden;

use super::graph::{Graph, Kind};

/// Draws a flowchart.
pub(super) fn draw(graph: &Graph) -> String {
    let mut text = format!("%% {}\nflowchart LR\n", graph.title);
    for (i, node) in graph.nodes.iter().enumerate() {
        let mut label = escaped(&node.title);
        for note in &node.notes {
            label += &format!("<br/><small>{}</small>", escaped(note));
        }
        let (open, close) = match node.kind {
            Kind::Domain => ("([\"", "\"])"),
            Kind::Api => ("{{\"", "\"}}"),
            Kind::Authorizer => ("[/\"", "\"/]"),
            Kind::Route => ("(\"", "\")"),
            Kind::Function => ("[\"", "\"]"),
            Kind::Resource => ("[(\"", "\")]"),
        };
        text += &format!("    n{i}{open}{label}{close}\n");
    }
    for edge in &graph.edges {
        let label = edge.label.as_ref().map(|label| format!("|\"{}\"|", escaped(label))).unwrap_or_default();
        text += &format!("    n{} -->{label} n{}\n", edge.from, edge.to);
    }
    text
}

/// Escapes a text in quotes for Mermaid and HTML.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for c in text.chars() {
        match c {
            '"' | '<' | '>' | '&' | '#' | '`' | ';' => escaped += &format!("#{};", u32::from(c)),
            c if is_hidden(c) => escaped.push(' '),
            c => escaped.push(c),
        }
    }
    escaped
}
