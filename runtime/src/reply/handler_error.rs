use std::{any::type_name, error::Error, fmt};

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

    /// The error, if it is of the type `E`.
    pub(crate) fn downcast<E: Error + 'static>(self) -> Result<E, Self> {
        let HandlerError { type_name, source } = self;
        source.downcast().map(|error| *error).map_err(|source| HandlerError { type_name, source })
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
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the error of a handler",
    label = "this handler's error is `{Self}`",
    note = "implement `std::error::Error` for it, or return `Box<dyn std::error::Error + Send + Sync>`"
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
