//! Extractors: the arguments of handlers.
//!
//! | argument | `$connect` | messages | `$disconnect` | authorizer |
//! | --- | --- | --- | --- | --- |
//! | [`ConnectionId`], [`RequestContext`], [`State<T>`](State), [`StageVariables`], `RawEvent` | ✓ | ✓ | ✓ | ✓ |
//! | [`Json<T>`](Json), [`Text`], [`Bytes`] | – | ✓ | – | – |
//! | [`Query<T>`](Query), [`Headers`], [`Subprotocols`] | ✓ | – | – | ✓ |
//! | [`AuthorizerContext<T>`](AuthorizerContext) | ✓ | ✓ | ✓ | – |
//! | [`DisconnectReason`] | – | – | ✓ | – |
//! | `Connections` | ✓ | ✓ | ✓ | – |
//!
//! `Connections` requires the feature `connections`, `RawEvent` the feature `lambda`. A handler that takes
//! `Result<Json<T>, JsonRejection>` receives the rejection. The same applies to every other extractor. Without the `Result`, a handshake
//! or a message gets status 400, and an authorizer answers 401. API Gateway sends the reply to a message only where the route has
//! `return_response: true`.
//!
//! Implement [`FromEvent`] for custom extractors:
//!
//! ```
//! use websocket_api::extract::{FromEvent, Rejection, Request};
//!
//! /// The tenant, from the host that the client connected to.
//! struct Tenant(String);
//!
//! impl<E, S> FromEvent<E, S> for Tenant {
//!     type Rejection = Rejection;
//!
//!     fn from_event(request: &Request<'_>, _state: &S) -> Result<Self, Rejection> {
//!         match request.domain_name().split_once('.') {
//!             Some((tenant, _)) => Ok(Tenant(tenant.to_owned())),
//!             None => Err(Rejection::bad_request("the host names no tenant")),
//!         }
//!     }
//! }
//! ```

mod authorizer_context;
mod body;
#[cfg(feature = "connections")]
mod connections;
mod disconnect_reason;
mod event_argument;
mod headers;
mod query;
#[cfg(feature = "lambda")]
mod raw_event;
mod rejection;
mod request;
mod request_context;
mod stage_variables;
mod state;
mod strings;
mod subprotocols;

pub use authorizer_context::{AuthorizerContext, AuthorizerContextRejection};
pub use body::{Bytes, BytesRejection, Json, JsonRejection, Text};
pub use disconnect_reason::DisconnectReason;
pub use event_argument::FromEvent;
// The conditions under which an argument fits a kind of handler. They are here and not in `__private`, so that rustc shows their
// names without a path.
pub(crate) use event_argument::FromEvents;
#[doc(hidden)]
pub use event_argument::{AuthorizerArgument, ConnectArgument, DisconnectArgument, MessageArgument};
pub use headers::Headers;
pub use query::{Query, QueryRejection};
#[cfg(feature = "lambda")]
pub use raw_event::{RawEvent, RawEventRejection};
pub use rejection::Rejection;
pub use request::Request;
pub use request_context::{ClientIdentity, RequestContext};
pub use stage_variables::StageVariables;
pub use state::{FromRef, State};
pub(crate) use subprotocols::HEADER as PROTOCOL_HEADER;
pub use subprotocols::Subprotocols;

#[cfg(feature = "connections")]
pub use crate::connections::Connections;
pub use crate::{connection_id::ConnectionId, mismatch::Mismatch};
