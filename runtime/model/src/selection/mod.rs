//! Route selection expressions, which select the route of a message.

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
/// The variable of a route is `$request.body.<path>`, alone or as `${request.body.<path>}` in text; `\$` is a
/// dollar sign. A path has the steps `.name`, `['name']` and `[0]`.
///
/// In braces, a name has any characters without a meaning in JSONPath. Without braces, it has ASCII letters,
/// digits, `_` and `-`, and does not begin with `-`. API Gateway documents `$request.header.x-api-key`, and
/// Velocity, whose notation this is, has such identifiers. [`OpenEnd`]s are variables with another possible
/// reading.
///
/// Sources: API Gateway developer guide, *WebSocket selection expressions* and *Transform API requests and
/// responses for HTTP APIs* (“To use multiple variables in a selection expression, enclose the variable in
/// brackets”).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SelectionExpression {
    parts: Vec<Part>,
    open_ends: Vec<OpenEnd>,
}

/// Text or a variable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    Literal(String),
    /// A value in the body of the message.
    Body(Vec<Step>),
}

/// A step of a path into the body.
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

    /// Returns the variables that require braces.
    pub fn open_ends(&self) -> &[OpenEnd] {
        &self.open_ends
    }
}
