//! An overview of an API: clients, authorizer, routes, functions, and the resources that functions may use.

mod graph;
mod mermaid;
mod svg;

use std::fmt;

use crate::declaration::Declaration;
use graph::Graph;

/// A picture of an API: its domain, authorizer, routes, functions, and the resources and permissions that they have.
#[derive(Clone, Debug)]
pub struct Diagram(Graph);

impl Diagram {
    /// Returns the diagram of a declaration.
    pub fn new(declaration: &Declaration) -> Self {
        Diagram(Graph::new(declaration))
    }

    /// A [Mermaid](https://mermaid.js.org/syntax/flowchart.html) flowchart, which GitHub and GitLab draw in Markdown, with a
    /// final newline.
    pub fn to_mermaid(&self) -> String {
        mermaid::draw(&self.0)
    }

    /// An SVG image by itself, light or dark as whoever looks at it prefers, with a final newline.
    pub fn to_svg(&self) -> String {
        svg::draw(&self.0)
    }
}

impl fmt::Display for Diagram {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_mermaid())
    }
}
