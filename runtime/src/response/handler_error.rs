use std::{any::type_name, error::Error, fmt};

use crate::function_error::FunctionError;

/// A handler's error, whatever its type.
#[derive(Debug)]
pub struct HandlerError {
    type_name: &'static str,
    source: Box<dyn Error + Send + Sync>,
}

impl HandlerError {
    /// Of an error, or of a message.
    pub fn new<E: Into<Box<dyn Error + Send + Sync>>>(error: E) -> Self {
        HandlerError { type_name: type_name::<E>(), source: error.into() }
    }

    /// A reply that cannot be sent as it is.
    pub(crate) fn unsendable(problem: impl Into<String>) -> Self {
        HandlerError { type_name: FunctionError::REPLY, source: problem.into().into() }
    }

    /// The error of the type `E`: the handler's own, or one that caused it.
    pub(crate) fn find<E: Error + Clone + 'static>(&self) -> Option<E> {
        self.chain().find_map(|error| error.downcast_ref().cloned())
    }

    /// The error and what caused it, each once.
    pub(crate) fn message(&self) -> String {
        self.chain().fold(String::new(), |message, error| {
            let more = error.to_string();
            match message.as_str() {
                "" => more,
                // Many say what caused them themselves.
                known if known.contains(&more) => message,
                _ => format!("{message}: {more}"),
            }
        })
    }

    fn chain(&self) -> impl Iterator<Item = &(dyn Error + 'static)> {
        let first: &(dyn Error + 'static) = &*self.source;
        std::iter::successors(Some(first), |error| (*error).source())
    }

    /// The Rust type of the error.
    pub fn type_name(&self) -> &'static str {
        self.type_name
    }
}

impl fmt::Display for HandlerError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.source.fmt(f)
    }
}

impl Error for HandlerError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.source()
    }
}

/// The error of a handler that returns a `Result`: every error, boxed errors, `anyhow`'s, and strings.
///
/// [`Reject`](super::Reject), [`Deny`](super::Deny) and [`Unauthorized`](super::Unauthorized) are found in it and in what caused
/// it; `anyhow` hides them, so return them in a `Result` of their own type, or boxed.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the error of a handler",
    label = "this handler's error is `{Self}`",
    note = "implement `std::error::Error` for it, or return `Box<dyn std::error::Error + Send + Sync>`; what a handler answers \
            with is its `Ok`"
)]
pub trait IntoHandlerError {
    /// The error.
    fn into_handler_error(self) -> HandlerError;
}

#[diagnostic::do_not_recommend]
impl<E: Into<Box<dyn Error + Send + Sync>>> IntoHandlerError for E {
    fn into_handler_error(self) -> HandlerError {
        HandlerError::new(self)
    }
}
