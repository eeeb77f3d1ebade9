use serde::Serialize;

use super::{
    Accept, Allow, Authorization, Deny, HandlerError, HandlerKind, IntoHandlerError, Json, ProxyResponse,
    Reject, Text, Unauthorized,
};
use crate::event::{Authorizer, Connect, Disconnect, Message, TwoWay};

/// What a handler of the kind `K` ([`Connect`], [`Message`], [`TwoWay`], [`Disconnect`] or [`Authorizer`]) can return. `M`
/// says nothing: leave it out.
#[diagnostic::on_unimplemented(
    message = "a handler cannot return `{Self}`",
    label = "this handler returns `{Self}`",
    note = "a handler of messages returns `()`, and with `return_response: true` `Json<T>` or text; `$connect` returns `()`, \
            `Accept` or `Reject`; `$disconnect` `()`; an authorizer `Allow`, `Deny` or `Unauthorized`; or a `Result` of that"
)]
pub trait IntoResponse<K: HandlerKind, M = ()> {
    /// Makes the reply.
    ///
    /// # Errors
    /// If the handler failed, or what it returned cannot be sent.
    fn into_response(self) -> Result<K::Output, HandlerError>;
}

impl<K: HandlerKind, T: IntoResponse<K>, E: IntoHandlerError> IntoResponse<K> for Result<T, E> {
    fn into_response(self) -> Result<K::Output, HandlerError> {
        self.map_err(E::into_handler_error)?.into_response()
    }
}

impl IntoResponse<Connect> for () {
    fn into_response(self) -> Result<ProxyResponse, HandlerError> {
        Ok(ProxyResponse::ok())
    }
}

impl IntoResponse<Connect> for Accept {
    fn into_response(self) -> Result<ProxyResponse, HandlerError> {
        Ok(match self.protocol {
            Some(protocol) => ProxyResponse::ok().header(crate::extract::PROTOCOL_HEADER, protocol),
            None => ProxyResponse::ok(),
        })
    }
}

impl IntoResponse<Connect> for Reject {
    fn into_response(self) -> Result<ProxyResponse, HandlerError> {
        self.into_response()
    }
}

impl IntoResponse<Connect> for ProxyResponse {
    fn into_response(self) -> Result<ProxyResponse, HandlerError> {
        Ok(self)
    }
}

impl IntoResponse<Message> for () {
    fn into_response(self) -> Result<(), HandlerError> {
        Ok(())
    }
}

impl IntoResponse<Disconnect> for () {
    fn into_response(self) -> Result<(), HandlerError> {
        Ok(())
    }
}

impl IntoResponse<TwoWay> for () {
    fn into_response(self) -> Result<ProxyResponse, HandlerError> {
        Ok(ProxyResponse::ok())
    }
}

impl IntoResponse<TwoWay> for ProxyResponse {
    fn into_response(self) -> Result<ProxyResponse, HandlerError> {
        Ok(self)
    }
}

impl<T: Serialize> IntoResponse<TwoWay> for Json<T> {
    fn into_response(self) -> Result<ProxyResponse, HandlerError> {
        match serde_json::to_string(&self.0) {
            Ok(body) => Ok(ProxyResponse::ok().body(body)),
            Err(error) => Err(HandlerError::invalid_response(error.to_string())),
        }
    }
}

impl IntoResponse<TwoWay> for Text {
    fn into_response(self) -> Result<ProxyResponse, HandlerError> {
        self.0.into_response()
    }
}

impl IntoResponse<TwoWay> for String {
    fn into_response(self) -> Result<ProxyResponse, HandlerError> {
        Ok(ProxyResponse::ok().body(self))
    }
}

impl IntoResponse<TwoWay> for &'static str {
    fn into_response(self) -> Result<ProxyResponse, HandlerError> {
        Ok(ProxyResponse::ok().body(self))
    }
}

impl<T: IntoResponse<TwoWay>> IntoResponse<TwoWay> for Option<T> {
    fn into_response(self) -> Result<ProxyResponse, HandlerError> {
        self.map_or(Ok(ProxyResponse::ok()), T::into_response)
    }
}

macro_rules! authorizations {
    ($($type:ty),+) => {$(
        impl IntoResponse<Authorizer> for $type {
            fn into_response(self) -> Result<Authorization, HandlerError> {
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
    note = "return `Allow::new(…)`, `Deny` or `Unauthorized`, or a `Result` such as `Result<Allow, Unauthorized>`"
)]
pub trait AuthorizerReply<M = ()> {}

/// Says which of these a kind of handler cannot return. `lacks` implements `IntoResponse` under a condition that never holds:
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
            impl<M $(, $param)?> IntoResponse<$kind, M> for $lacks
            where
                $lacks: $trait<M>,
            {
                fn into_response(self) -> Result<<$kind as HandlerKind>::Output, HandlerError> {
                    Err(HandlerError::new(concat!(stringify!($lacks), " is no reply of this handler")))
                }
            }
        )+
    };
}

replies_of! { Connect, ConnectReply:
    has (), Accept, Reject, ProxyResponse;
    lacks @T Json<T>, Text, String, &'static str, @T Option<T>, Allow, Deny, Unauthorized, Authorization;
}
// rustc shows the one implementation that a trait has, so it stands by itself.
impl<M> MessageReply<M> for () {}
replies_of! { Message, MessageReply:
    has ;
    lacks @T Json<T>, Text, String, &'static str, @T Option<T>, ProxyResponse;
}
replies_of! { TwoWay, TwoWayReply:
    has @T Json<T>, Text, String, &'static str, ProxyResponse, ();
    lacks Accept, Reject, Allow, Deny, Unauthorized, Authorization;
}
impl<M> DisconnectReply<M> for () {}
replies_of! { Disconnect, DisconnectReply:
    has ;
    lacks @T Json<T>, Text, String, &'static str, @T Option<T>, ProxyResponse, Accept, Reject, Allow, Deny, Unauthorized,
        Authorization;
}
replies_of! { Authorizer, AuthorizerReply:
    has Allow, Deny, Unauthorized, Authorization;
    lacks (), @T Json<T>, Text, String, &'static str, @T Option<T>, bool, ProxyResponse, Accept, Reject;
}
