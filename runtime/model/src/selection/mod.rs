//! Route selection expressions: which route a message takes.

mod evaluate;
mod example;
mod find;
mod lossy;
mod open_end;
mod parse;
mod tokens;

use std::fmt;

use crate::message::Message;

pub use lossy::readable;
pub use open_end::OpenEnd;

/// A parsed route selection expression.
///
/// Only `$request.body.<path>` can be used for routes, bare or as `${request.body.<path>}`, mixed with text;
/// `\$` is a dollar sign. A path goes by `.name`, `['name']` and `[0]`.
///
/// In braces a name has any characters that JSONPath does not use itself. Without braces it has ASCII letters, digits, `_` and
/// `-`, and does not begin with `-`: API Gateway documents `$request.header.x-api-key`, and Velocity, whose notation this is, has
/// such identifiers. [`OpenEnd`]s are the places where another reading is possible.
///
/// Sources: *WebSocket selection expressions*, and *Transform API requests and responses for HTTP APIs* (“To use multiple variables in
/// a selection expression, enclose the variable in brackets”), API Gateway developer guide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SelectionExpression {
    parts: Vec<Part>,
    open_ends: Vec<OpenEnd>,
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

/// The error of an expression that cannot select a route.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SelectionError(Message);

impl SelectionError {
    /// Returns the message.
    pub fn into_message(self) -> Message {
        self.0
    }
}

impl fmt::Display for SelectionError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for SelectionError {}

impl SelectionExpression {
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// The variables that need braces.
    pub fn open_ends(&self) -> &[OpenEnd] {
        &self.open_ends
    }
}
