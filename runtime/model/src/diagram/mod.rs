//! An overview of an API: clients, authorizer, routes, functions, and the resources that functions may use.

mod graph;
mod mermaid;
mod svg;

use std::fmt;

use crate::declaration::Declaration;
use graph::Graph;

/// A diagram of an API: its domain, authorizer, routes, functions, resources and permissions.
#[derive(Clone, Debug)]
pub struct Diagram(Graph);

impl Diagram {
    /// Returns the diagram of a declaration.
    pub fn new(declaration: &Declaration) -> Self {
        Diagram(Graph::new(declaration))
    }

    /// Returns a [Mermaid](https://mermaid.js.org/syntax/flowchart.html) flowchart with a final newline.
    /// GitHub and GitLab draw it in Markdown.
    pub fn to_mermaid(&self) -> String {
        mermaid::draw(&self.0)
    }

    /// Returns a standalone SVG image with a final newline. It has a light and a dark colour scheme, and the
    /// viewer chooses.
    pub fn to_svg(&self) -> String {
        svg::draw(&self.0)
    }
}

impl fmt::Display for Diagram {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_mermaid())
    }
}
