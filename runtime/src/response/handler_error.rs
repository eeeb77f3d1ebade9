use std::{any::type_name, error::Error, fmt};

use super::{Deny, Reject, Unauthorized};
use crate::{
    extract::{AuthorizerContextRejection, BytesRejection, JsonRejection, QueryRejection, Rejection},
    function_error::FunctionError,
    mismatch::Mismatch,
};

/// A handler's error, whatever its type.
#[derive(Debug)]
pub struct HandlerError {
    type_name: &'static str,
    source: Box<dyn Error + Send + Sync>,
}

impl HandlerError {
    /// Returns the error of a handler that failed with this error, or with this message.
    pub fn new<E: Into<Box<dyn Error + Send + Sync>>>(error: E) -> Self {
        let source = error.into();
        HandlerError { type_name: searchable_type_name(type_name::<E>(), &*source), source }
    }

    /// Returns the error of a handler whose response cannot be sent.
    pub(crate) fn invalid_response(problem: impl Into<String>) -> Self {
        HandlerError { type_name: FunctionError::REPLY, source: problem.into().into() }
    }

    /// Returns the first error of the type `E` in the chain of causes.
    pub(crate) fn find<E: Error + Clone + 'static>(&self) -> Option<E> {
        self.chain().find_map(|error| error.downcast_ref().cloned())
    }

    /// Returns the error and its causes, each once.
    pub(crate) fn message(&self) -> String {
        self.chain().fold(String::new(), |message, error| {
            let text = error.to_string();
            match message.as_str() {
                "" => text,
                // The text of many errors ends with their cause.
                known if known.contains(&text) => message,
                _ => format!("{message}: {text}"),
            }
        })
    }

    fn chain(&self) -> impl Iterator<Item = &(dyn Error + 'static)> {
        let first: &(dyn Error + 'static) = &*self.source;
        std::iter::successors(Some(first), |error| (*error).source())
    }

    /// Returns the Rust type of the error.
    ///
    /// A box hides the type of the error in it. It is found for the errors of this crate, of `serde_json`, and for the common ones
    /// of the standard library; any other is `HandlerError`.
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

/// The name of an error's type if a box hides the type.
const OPAQUE_TYPE_NAME: &str = "HandlerError";

/// Returns the name of an error's type without the boxes around it.
fn searchable_type_name(name: &'static str, error: &(dyn Error + 'static)) -> &'static str {
    let mut inner = name;
    while let Some(boxed) = inner.strip_prefix("alloc::boxed::Box<").and_then(|name| name.strip_suffix('>')) {
        inner = boxed;
    }
    match inner.starts_with("dyn core::error::Error") {
        true => known_type_name(error).unwrap_or(OPAQUE_TYPE_NAME),
        false => inner,
    }
}

/// Returns the name of the type of a boxed error that is likely in handlers.
fn known_type_name(error: &(dyn Error + 'static)) -> Option<&'static str> {
    macro_rules! find {
        ($($ty:ty),+ $(,)?) => {
            $(if error.is::<$ty>() { return Some(type_name::<$ty>()); })+
        };
    }
    #[cfg(feature = "connections")]
    find!(crate::connections::Error);
    find!(
        AuthorizerContextRejection,
        BytesRejection,
        Deny,
        FunctionError,
        HandlerError,
        JsonRejection,
        Mismatch,
        QueryRejection,
        Reject,
        Rejection,
        Unauthorized,
        serde_json::Error,
        std::env::VarError,
        fmt::Error,
        std::io::Error,
        std::num::ParseFloatError,
        std::num::ParseIntError,
        std::str::Utf8Error,
        std::string::FromUtf8Error,
    );
    None
}

/// The error of a handler that returns a `Result`: every error, boxed errors, `anyhow`'s, and strings.
///
/// [`Reject`](super::Reject), [`Deny`](super::Deny) and [`Unauthorized`](super::Unauthorized) are found in it and in what caused
/// it; `anyhow` hides them, so return them as the error type of the `Result`, or boxed.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the error of a handler",
    label = "this handler's error is `{Self}`",
    note = "implement `std::error::Error` for the type, or return `Box<dyn std::error::Error + Send + Sync>`",
    note = "return a response as the `Ok` of the `Result`"
)]
pub trait IntoHandlerError {
    /// Converts the error.
    fn into_handler_error(self) -> HandlerError;
}

#[diagnostic::do_not_recommend]
impl<E: Into<Box<dyn Error + Send + Sync>>> IntoHandlerError for E {
    fn into_handler_error(self) -> HandlerError {
        HandlerError::new(self)
    }
}
