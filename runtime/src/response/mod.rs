//! Responses: the return values of handlers.
//!
//! | handler | returns |
//! | --- | --- |
//! | `$connect` | `()`, [`Accept`] (with a subprotocol), [`Reject`], or a [`ProxyResponse`] |
//! | messages | `()` |
//! | messages, `return_response: true` | [`Json<T>`](Json), `String`, `&'static str` or [`Text`], an `Option` of them, or `()` for nothing |
//! | `$disconnect` | `()` |
//! | authorizer | [`Allow`], [`Deny`], [`Unauthorized`], or an [`Authorization`], which is any of them |
//!
//! or a `Result` of it with any error. An error fails the function: the client gets `Internal server error`, a handshake the
//! status 502. Two kinds of handler have errors that do not: in `$connect`, `Err(Reject::status(403))?` refuses a handshake as
//! `Ok(Reject::status(403))` does; in an authorizer, [`Deny`] and [`Unauthorized`] do. Elsewhere the compiler refuses them; it does
//! not see them in a boxed error, which fails the function.

mod accept;
mod allow;
mod handler_error;
mod into_response;
mod kind;
pub(crate) mod lambda_response;
mod policy;
mod proxy_response;
mod reject;

pub use accept::Accept;
pub use allow::{Allow, Authorization, Deny, Unauthorized};
pub use handler_error::{HandlerError, IntoHandlerError};
pub use into_response::IntoResponse;
// The conditions under which an output fits a kind of handler. They are here and not in `__private`, so that rustc shows their
// names without a path.
#[doc(hidden)]
pub use into_response::{AuthorizerReply, ConnectReply, DisconnectReply, MessageReply, TwoWayReply};
pub use kind::HandlerKind;
pub use proxy_response::ProxyResponse;
pub use reject::Reject;

pub use crate::extract::{Json, Text};

pub(crate) use lambda_response::LambdaResponse;
pub(crate) use policy::Policy;
