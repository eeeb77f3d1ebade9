use serde::Serialize;

use super::{
    Accept, Allow, Authorization, Deny, HandlerError, IntoHandlerError, Json, Reject, Response, Text,
    Unauthorized,
};
use crate::event::{Authorizer, Connect, Disconnect, Kind, Message, TwoWay};

/// What a handler of the kind `K` ([`Connect`], [`Message`], [`TwoWay`], [`Disconnect`] or [`Authorizer`]) can return. `M`
/// says nothing: leave it out.
#[diagnostic::on_unimplemented(
    message = "a handler cannot return `{Self}`",
    label = "this handler returns `{Self}`",
    note = "a handler of messages returns `()`, and with `return_response: true` `Json<T>` or text; `$connect` returns `()`, \
            `Accept` or `Reject`; `$disconnect` `()`; an authorizer `Allow`, `Deny` or `Unauthorized`; or a `Result` of that"
)]
pub trait IntoReply<K: Kind, M = ()> {
    /// Makes the reply.
    ///
    /// # Errors
    /// If the handler failed, or what it returned cannot be sent.
    fn into_reply(self) -> Result<K::Reply, HandlerError>;
}

impl<K: Kind, T: IntoReply<K>, E: IntoHandlerError> IntoReply<K> for Result<T, E> {
    fn into_reply(self) -> Result<K::Reply, HandlerError> {
        self.map_err(E::into_handler_error)?.into_reply()
    }
}

impl IntoReply<Connect> for () {
    fn into_reply(self) -> Result<Response, HandlerError> {
        Ok(Response::ok())
    }
}

impl IntoReply<Connect> for Accept {
    fn into_reply(self) -> Result<Response, HandlerError> {
        Ok(match self.protocol {
            Some(protocol) => Response::ok().header(crate::extract::PROTOCOL_HEADER, protocol),
            None => Response::ok(),
        })
    }
}

impl IntoReply<Connect> for Reject {
    fn into_reply(self) -> Result<Response, HandlerError> {
        self.into_response()
    }
}

impl IntoReply<Connect> for Response {
    fn into_reply(self) -> Result<Response, HandlerError> {
        Ok(self)
    }
}

impl IntoReply<Message> for () {
    fn into_reply(self) -> Result<(), HandlerError> {
        Ok(())
    }
}

impl IntoReply<Disconnect> for () {
    fn into_reply(self) -> Result<(), HandlerError> {
        Ok(())
    }
}

impl IntoReply<TwoWay> for () {
    fn into_reply(self) -> Result<Response, HandlerError> {
        Ok(Response::ok())
    }
}

impl IntoReply<TwoWay> for Response {
    fn into_reply(self) -> Result<Response, HandlerError> {
        Ok(self)
    }
}

impl<T: Serialize> IntoReply<TwoWay> for Json<T> {
    fn into_reply(self) -> Result<Response, HandlerError> {
        match serde_json::to_string(&self.0) {
            Ok(body) => Ok(Response::ok().body(body)),
            Err(error) => Err(HandlerError::unsendable(error.to_string())),
        }
    }
}

impl IntoReply<TwoWay> for Text {
    fn into_reply(self) -> Result<Response, HandlerError> {
        self.0.into_reply()
    }
}

impl IntoReply<TwoWay> for String {
    fn into_reply(self) -> Result<Response, HandlerError> {
        Ok(Response::ok().body(self))
    }
}

impl IntoReply<TwoWay> for &'static str {
    fn into_reply(self) -> Result<Response, HandlerError> {
        Ok(Response::ok().body(self))
    }
}

impl<T: IntoReply<TwoWay>> IntoReply<TwoWay> for Option<T> {
    fn into_reply(self) -> Result<Response, HandlerError> {
        self.map_or(Ok(Response::ok()), T::into_reply)
    }
}

macro_rules! authorizations {
    ($($type:ty),+) => {$(
        impl IntoReply<Authorizer> for $type {
            fn into_reply(self) -> Result<Authorization, HandlerError> {
                Ok(self.into())
            }
        }
    )+};
}

authorizations!(Allow, Deny, Unauthorized, Authorization);

/// What a `$connect` handler can return of what this crate knows.
#[diagnostic::on_unimplemented(
    message = "a `$connect` handler cannot return `{Self}`",
    label = "this handler returns `{Self}`",
    note = "return `()` or `Accept` to let the client connect, `Reject::status(403)` to refuse it, or a `Result` of them; a \
            client that is not connected yet cannot be sent anything"
)]
pub trait ConnectReply<M = ()> {}

/// What a handler of messages can return without `return_response: true`.
#[diagnostic::on_unimplemented(
    message = "a route without `return_response: true` drops the `{Self}` this handler returns",
    label = "this handler returns `{Self}`",
    note = "write `{{ function: …, return_response: true }}` for the route, or return `()`"
)]
pub trait MessageReply<M = ()> {}

/// What a handler of messages can return with `return_response: true`.
#[diagnostic::on_unimplemented(
    message = "a handler of messages cannot return `{Self}`",
    label = "this handler returns `{Self}`",
    note = "with `return_response: true` return `Json<T>` or text, without it `()`, or a `Result` of that"
)]
pub trait TwoWayReply<M = ()> {}

/// What a `$disconnect` handler can return.
#[diagnostic::on_unimplemented(
    message = "a `$disconnect` handler cannot return `{Self}`",
    label = "this handler returns `{Self}`",
    note = "the connection has ended, so nobody would get it; return `()` or `Result<(), E>`"
)]
pub trait DisconnectReply<M = ()> {}

/// What an authorizer can return.
#[diagnostic::on_unimplemented(
    message = "an authorizer cannot return `{Self}`",
    label = "this handler returns `{Self}`",
    note = "return `Allow::principal(…)`, `Deny` or `Unauthorized`, or a `Result` such as `Result<Allow, Unauthorized>`"
)]
pub trait AuthorizerReply<M = ()> {}

/// Says which of these a kind of handler cannot return. `lacks` implements `IntoReply` under a condition that never holds:
/// rustc then blames the condition, whose message names the kind of handler. `M` is there because rustc refuses a condition
/// without any variable at once.
macro_rules! replies_of {
    ($kind:ident, $trait:ident:
        has $($(@$has_param:ident)? $has:ty),*;
        lacks $($(@$param:ident)? $lacks:ty),+;
    ) => {
        $(impl<M $(, $has_param)?> $trait<M> for $has {})*
        $(
            #[doc(hidden)]
            impl<M $(, $param)?> IntoReply<$kind, M> for $lacks
            where
                $lacks: $trait<M>,
            {
                fn into_reply(self) -> Result<<$kind as Kind>::Reply, HandlerError> {
                    Err(HandlerError::new(concat!(stringify!($lacks), " is no reply of this handler")))
                }
            }
        )+
    };
}

replies_of! { Connect, ConnectReply:
    has (), Accept, Reject, Response;
    lacks @T Json<T>, Text, String, &'static str, @T Option<T>, Allow, Deny, Unauthorized, Authorization;
}
// rustc shows the one implementation that a trait has, so it stands by itself.
impl<M> MessageReply<M> for () {}
replies_of! { Message, MessageReply:
    has ;
    lacks @T Json<T>, Text, String, &'static str, @T Option<T>, Response;
}
replies_of! { TwoWay, TwoWayReply:
    has @T Json<T>, Text, String, &'static str, Response, ();
    lacks Accept, Reject, Allow, Deny, Unauthorized, Authorization;
}
impl<M> DisconnectReply<M> for () {}
replies_of! { Disconnect, DisconnectReply:
    has ;
    lacks @T Json<T>, Text, String, &'static str, @T Option<T>, Response, Accept, Reject, Allow, Deny, Unauthorized,
        Authorization;
}
replies_of! { Authorizer, AuthorizerReply:
    has Allow, Deny, Unauthorized, Authorization;
    lacks (), @T Json<T>, Text, String, &'static str, @T Option<T>, bool, Response, Accept, Reject;
}
