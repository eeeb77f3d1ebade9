//! Route selection expressions: which route a message takes.

mod evaluate;
mod example;
mod parse;

use std::fmt;

/// A parsed route selection expression.
///
/// Only `$request.body.<path>` can be used for routes, bare or as `${request.body.<path>}`, mixed with text;
/// `\$` is a dollar sign. A path goes by `.name`, `['name']` and `[0]`.
///
/// Source: *WebSocket selection expressions*, API Gateway developer guide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SelectionExpression {
    parts: Vec<Part>,
}

/// Text, or a variable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    Literal(String),
    /// A value of the message's body.
    Body(Vec<Step>),
}

/// One step of a path into the body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    Name(String),
    Index(usize),
}

/// Why an expression cannot be used, in words that say what to write.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SelectionError(String);

impl fmt::Display for SelectionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for SelectionError {}

impl SelectionExpression {
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }
}
