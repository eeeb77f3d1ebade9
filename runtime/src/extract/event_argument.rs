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
    note = "a message's text is `Text`, its JSON `Json<T>`; a handshake's query string is `Query<T>`, its headers `Headers`; \
            what the program shares is `State<T>`; `websocket_api::extract` lists all",
    note = "implement `FromEvent` for an argument of your own"
)]
pub trait FromEvent<E, S = ()>: Sized {
    /// What is wrong with an event that the argument cannot be made of.
    type Rejection: Into<Rejection>;

    /// Makes the argument.
    ///
    /// # Errors
    /// If the event does not hold what it takes.
    fn from_event(request: &Request<'_>, state: &S) -> Result<Self, Self::Rejection>;
}

/// The handler gets what was wrong instead of the client.
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

/// What a `$connect` handler can take of this crate's.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be an argument of a `$connect` handler",
    label = "a handshake has none",
    note = "a handshake has a query string, `Query<T>`, and headers, `Headers` and `Subprotocols`, but no message"
)]
pub trait ConnectArgument<S = ()> {}

/// What a handler of messages can take of this crate's.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be an argument of a handler of messages",
    label = "a message has none",
    note = "a message is `Json<T>`, `Text` or `Bytes`; what the handshake carried is known to `$connect` only: keep what is \
            needed later, or let an authorizer put it into its context and take `AuthorizerContext<T>`"
)]
pub trait MessageArgument<S = ()> {}

/// What a `$disconnect` handler can take of this crate's.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be an argument of a `$disconnect` handler",
    label = "the end of a connection has none",
    note = "what is known is `ConnectionId`, `RequestContext`, `DisconnectReason` and the authorizer's `AuthorizerContext<T>`"
)]
pub trait DisconnectArgument<S = ()> {}

/// What an authorizer can take of this crate's.
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot be an argument of an authorizer",
    label = "an authorizer has none",
    note = "an authorizer sees the handshake: `Query<T>`, `Headers`, `Subprotocols`"
)]
pub trait AuthorizerArgument<S = ()> {}

/// Which of this crate's arguments there are for an event. `lacks` implements `FromEvent` under a condition that never
/// holds: rustc then blames the condition, whose message names the kind of handler.
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
