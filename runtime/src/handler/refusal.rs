//! The errors that reject a client, each in one kind of handler: `check_arguments(…).message_error()`.
//!
//! Rust has no bound for "all errors except `Reject`, `Deny` and `Unauthorized`". Like `schema_checks`, the checks use that rustc
//! prefers a method of the type to a method of a trait. A boxed error hides its type and fails the function, as every other error
//! does.

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

/// An error that rejects a handshake.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the error of a `$connect` handler",
    label = "this handler's error is `{Self}`",
    note = "return `Reject::status(403)` to reject a handshake",
    note = "`Deny` and `Unauthorized` are errors of authorizers"
)]
pub trait ConnectError {}

#[diagnostic::do_not_recommend]
impl ConnectError for Reject {}

/// An error that rejects a message. No type implements this trait.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the error of a handler of messages",
    label = "this handler's error is `{Self}`",
    note = "an error fails the function, and the client receives `Internal server error`",
    note = "reply with `Json<T>` or text on a route with `return_response: true` to report a fault to the client"
)]
pub trait MessageError {}

/// An error that rejects a `$disconnect` event. No type implements this trait.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the error of a `$disconnect` handler",
    label = "this handler's error is `{Self}`",
    note = "the connection has ended, so no handshake can be rejected",
    note = "return `()`, or another error, which is logged"
)]
pub trait DisconnectError {}

/// An error with which an authorizer rejects a client.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be the error of an authorizer",
    label = "this handler's error is `{Self}`",
    note = "return `Deny` to reject the handshake with 403, or `Unauthorized` to reject it with 401"
)]
pub trait AuthorizerError {}

#[diagnostic::do_not_recommend]
impl AuthorizerError for Deny {}
#[diagnostic::do_not_recommend]
impl AuthorizerError for Unauthorized {}

impl<F, Args, Fut, O: RefusalResult, S> HandlerWithArgs<F, Args, Fut, O, S> {
    /// Requires an error that rejects a handshake.
    #[must_use]
    pub fn connect_error(self) -> Self
    where
        O::Error: ConnectError,
    {
        self
    }

    /// Requires an error that rejects a message.
    #[must_use]
    pub fn message_error(self) -> Self
    where
        O::Error: MessageError,
    {
        self
    }

    /// Requires an error that rejects a `$disconnect` event.
    #[must_use]
    pub fn disconnect_error(self) -> Self
    where
        O::Error: DisconnectError,
    {
        self
    }

    /// Requires an error with which an authorizer rejects a client.
    #[must_use]
    pub fn authorizer_error(self) -> Self
    where
        O::Error: AuthorizerError,
    {
        self
    }
}

/// The methods of handlers without such an error, which fit every event.
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
