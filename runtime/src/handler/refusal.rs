//! The errors that refuse a client, each in one kind of handler: `check_arguments(…).message_error()`.
//!
//! `Reject`, `Deny` and `Unauthorized` are errors like others to rustc, which has no bound that says "all but these". So the
//! handler's own type is asked, as `schema_checks` does: a method of the type is preferred to one of a trait.
//! An error that is boxed hides its type; it fails the function, as every other error does.

use super::checks::HandlerWithArgs;
use crate::response::{Deny, Reject, Unauthorized};

/// A handler's output whose error is `Reject`, `Deny` or `Unauthorized`.
pub trait RefusalResult {
    type Error;
}

macro_rules! refusal_results {
    ($($error:ty),+) => {$(
        impl<T> RefusalResult for Result<T, $error> {
            type Error = $error;
        }
    )+};
}

refusal_results!(Reject, Deny, Unauthorized);

/// An error that refuses a handshake.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the error of a `$connect` handler",
    label = "this handler's error is `{Self}`",
    note = "it is an error of authorizers; refuse a handshake with `Reject::status(403)`"
)]
pub trait ConnectError {}

impl ConnectError for Reject {}

/// An error that refuses a message: no type implements it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the error of a handler of messages",
    label = "this handler's error is `{Self}`",
    note = "return the refusal as the reply, `Json<T>` or text, on a route with `return_response: true`; an error fails the \
            function, and the client gets `Internal server error`"
)]
pub trait MessageError {}

/// An error that refuses a `$disconnect` event: no type implements it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the error of a `$disconnect` handler",
    label = "this handler's error is `{Self}`",
    note = "the connection has ended, so there is nothing to refuse; return `()`, or an error of your own, which is logged"
)]
pub trait DisconnectError {}

/// An error with which an authorizer refuses a client.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the error of an authorizer",
    label = "this handler's error is `{Self}`",
    note = "return `Deny` to refuse a client with 403, or `Unauthorized` to refuse it with 401"
)]
pub trait AuthorizerError {}

impl AuthorizerError for Deny {}
impl AuthorizerError for Unauthorized {}

impl<F, Args, Fut, O: RefusalResult, S> HandlerWithArgs<F, Args, Fut, O, S> {
    /// Requires an error that refuses a handshake.
    #[must_use]
    pub fn connect_error(self) -> Self
    where
        O::Error: ConnectError,
    {
        self
    }

    /// Requires an error that refuses a message.
    #[must_use]
    pub fn message_error(self) -> Self
    where
        O::Error: MessageError,
    {
        self
    }

    /// Requires an error that refuses a `$disconnect` event.
    #[must_use]
    pub fn disconnect_error(self) -> Self
    where
        O::Error: DisconnectError,
    {
        self
    }

    /// Requires an error with which an authorizer refuses a client.
    #[must_use]
    pub fn authorizer_error(self) -> Self
    where
        O::Error: AuthorizerError,
    {
        self
    }
}

/// Any other error, or none, which fits everywhere.
pub trait OtherError: Sized {
    /// Accepts the error on `$connect`.
    #[must_use]
    fn connect_error(self) -> Self {
        self
    }

    /// Accepts the error of a handler of messages.
    #[must_use]
    fn message_error(self) -> Self {
        self
    }

    /// Accepts the error on `$disconnect`.
    #[must_use]
    fn disconnect_error(self) -> Self {
        self
    }

    /// Accepts the error of an authorizer.
    #[must_use]
    fn authorizer_error(self) -> Self {
        self
    }
}

impl<F, Args, Fut, O, S> OtherError for HandlerWithArgs<F, Args, Fut, O, S> {}
