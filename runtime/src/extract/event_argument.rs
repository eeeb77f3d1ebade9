use std::convert::Infallible;

use super::{
    AuthorizerContext, Bytes, DisconnectReason, Headers, Json, Query, Rejection, Request, RequestContext,
    StageVariables, State, Subprotocols, Text,
};
use crate::{
    arity::for_each_arity,
    connection_id::ConnectionId,
    event::{Authorizer, Connect, Disconnect, Message},
};

/// An argument of a handler for events of the kind `E` ([`Connect`], [`Message`], [`Disconnect`] or [`Authorizer`]), in
/// an API with the state `S`.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be an argument of a handler",
    label = "this handler takes `{Self}`",
    note = "extractors of a message are `Json<T>`, `Text` and `Bytes`",
    note = "extractors of a handshake are `Query<T>`, `Headers` and `Subprotocols`",
    note = "`State<T>` is the shared state, and `websocket_api::extract` lists all extractors",
    note = "implement `FromEvent` for a custom extractor"
)]
pub trait FromEvent<E, S = ()>: Sized {
    /// The error if the event lacks the argument or has an invalid one.
    type Rejection: Into<Rejection>;

    /// Returns the argument for an event.
    ///
    /// # Errors
    /// If the event lacks the argument or has an invalid one.
    fn from_event(request: &Request<'_>, state: &S) -> Result<Self, Self::Rejection>;
}

/// The handler receives the rejection, and the client does not.
impl<E, S, T: FromEvent<E, S>> FromEvent<E, S> for Result<T, T::Rejection> {
    type Rejection = Infallible;

    fn from_event(request: &Request<'_>, state: &S) -> Result<Self, Infallible> {
        Ok(T::from_event(request, state))
    }
}

/// All arguments of a handler.
pub trait FromEvents<E, S>: Sized {
    fn from_events(request: &Request<'_>, state: &S) -> Result<Self, Rejection>;
}

macro_rules! arguments {
    ($($argument:ident),*) => {
        impl<Kind, State, $($argument: FromEvent<Kind, State>),*> FromEvents<Kind, State> for ($($argument,)*) {
            #[allow(unused_variables)]
            fn from_events(request: &Request<'_>, state: &State) -> Result<Self, Rejection> {
                Ok(($($argument::from_event(request, state).map_err(Into::into)?,)*))
            }
        }
    };
}

for_each_arity!(arguments);

/// An extractor of this crate that a `$connect` handler can have.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be an argument of a `$connect` handler",
    label = "not available on `$connect`",
    note = "extractors of a handshake are `Query<T>`, `Headers` and `Subprotocols`",
    note = "a handshake has no message"
)]
pub trait ConnectArgument<S = ()> {}

/// An extractor of this crate that a handler of messages can have.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be an argument of a handler of messages",
    label = "not available in a message",
    note = "extractors of a message are `Json<T>`, `Text` and `Bytes`",
    note = "only the `$connect` handler and the authorizer receive the query string and the headers of the handshake",
    note = "store these values in `$connect`, or put them into the authorizer's context and use `AuthorizerContext<T>`"
)]
pub trait MessageArgument<S = ()> {}

/// An extractor of this crate that a `$disconnect` handler can have.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be an argument of a `$disconnect` handler",
    label = "not available on `$disconnect`",
    note = "extractors here are `ConnectionId`, `RequestContext`, `DisconnectReason` and `AuthorizerContext<T>`"
)]
pub trait DisconnectArgument<S = ()> {}

/// An extractor of this crate that an authorizer can have.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be an argument of an authorizer",
    label = "not available in an authorizer",
    note = "an authorizer receives the handshake, whose extractors are `Query<T>`, `Headers` and `Subprotocols`"
)]
pub trait AuthorizerArgument<S = ()> {}

/// Lists the extractors of this crate that an event `has` and `lacks`. `lacks` implements `FromEvent` under a condition that
/// never holds: rustc then blames the condition, whose message names the kind of handler.
macro_rules! arguments_of {
    ($event:ident, $trait:ident:
        has $($(@$has_param:ident)? $has:ty),*;
        lacks $($(@$param:ident)? $lacks:ty),+;
    ) => {
        $(impl<S $(, $has_param)?> $trait<S> for $has {})*
        $(
            #[doc(hidden)]
            impl<S $(, $param)?> FromEvent<$event, S> for $lacks
            where
                $lacks: $trait<S>,
            {
                type Rejection = Rejection;

                fn from_event(_: &Request<'_>, _: &S) -> Result<Self, Rejection> {
                    Err(Rejection::internal(concat!(stringify!($lacks), " is not in this event")))
                }
            }
        )+
    };
}

arguments_of! { Connect, ConnectArgument:
    has ConnectionId, RequestContext, @T State<T>, StageVariables, @T Query<T>, Headers, Subprotocols, @T AuthorizerContext<T>;
    lacks @T Json<T>, Text, Bytes, DisconnectReason;
}
arguments_of! { Message, MessageArgument:
    has ConnectionId, RequestContext, @T State<T>, StageVariables, @T Json<T>, Text, Bytes, @T AuthorizerContext<T>;
    lacks @T Query<T>, Headers, Subprotocols, DisconnectReason;
}
arguments_of! { Disconnect, DisconnectArgument:
    has ConnectionId, RequestContext, @T State<T>, StageVariables, DisconnectReason, @T AuthorizerContext<T>;
    lacks @T Json<T>, Text, Bytes, @T Query<T>, Headers, Subprotocols;
}
arguments_of! { Authorizer, AuthorizerArgument:
    has ConnectionId, RequestContext, @T State<T>, StageVariables, @T Query<T>, Headers, Subprotocols;
    lacks @T Json<T>, Text, Bytes, @T AuthorizerContext<T>, DisconnectReason;
}

#[cfg(feature = "connections")]
arguments_of! { Authorizer, AuthorizerArgument:
    has;
    lacks crate::connections::Connections;
}
