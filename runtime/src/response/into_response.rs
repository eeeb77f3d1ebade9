use serde::Serialize;

use super::{
    Accept, Allow, Authorization, Deny, HandlerError, HandlerKind, IntoHandlerError, Json, ProxyResponse,
    Reject, Text, Unauthorized,
};
use crate::event::{Authorizer, Connect, Disconnect, Message, TwoWay};

/// A type that a handler of the kind `K` ([`Connect`], [`Message`], [`TwoWay`], [`Disconnect`] or [`Authorizer`]) can return.
/// Leave out `M`, which only compile errors use.
#[diagnostic::on_unimplemented(
    message = "a handler cannot return `{Self}`",
    label = "this handler returns `{Self}`",
    note = "a handler of messages returns `()`, or `Json<T>` or text with `return_response: true`",
    note = "a `$connect` handler returns `()`, `Accept` or `Reject`, and a `$disconnect` handler `()`",
    note = "an authorizer returns `Allow`, `Deny` or `Unauthorized`",
    note = "each handler can return a `Result` of these types"
)]
pub trait IntoResponse<K: HandlerKind, M = ()> {
    /// Converts the output of a handler.
    ///
    /// # Errors
    /// If the handler failed, or its output cannot be serialized.
    fn into_response(self) -> Result<K::Output, HandlerError>;
}

impl<K: HandlerKind, T: IntoResponse<K>, E: IntoHandlerError> IntoResponse<K> for Result<T, E> {
    fn into_response(self) -> Result<K::Output, HandlerError> {
        self.map_err(E::into_handler_error)?.into_response()
    }
}

#[diagnostic::do_not_recommend]
impl IntoResponse<Connect> for () {
    fn into_response(self) -> Result<ProxyResponse, HandlerError> {
        Ok(ProxyResponse::ok())
    }
}

#[diagnostic::do_not_recommend]
impl IntoResponse<Connect> for Accept {
    fn into_response(self) -> Result<ProxyResponse, HandlerError> {
        Ok(match self.protocol {
            Some(protocol) => ProxyResponse::ok().header(crate::extract::PROTOCOL_HEADER, protocol),
            None => ProxyResponse::ok(),
        })
    }
}

#[diagnostic::do_not_recommend]
impl IntoResponse<Connect> for Reject {
    fn into_response(self) -> Result<ProxyResponse, HandlerError> {
        self.into_response()
    }
}

#[diagnostic::do_not_recommend]
impl IntoResponse<Connect> for ProxyResponse {
    fn into_response(self) -> Result<ProxyResponse, HandlerError> {
        Ok(self)
    }
}

#[diagnostic::do_not_recommend]
impl IntoResponse<Message> for () {
    fn into_response(self) -> Result<(), HandlerError> {
        Ok(())
    }
}

#[diagnostic::do_not_recommend]
impl IntoResponse<Disconnect> for () {
    fn into_response(self) -> Result<(), HandlerError> {
        Ok(())
    }
}

#[diagnostic::do_not_recommend]
impl IntoResponse<TwoWay> for () {
    fn into_response(self) -> Result<ProxyResponse, HandlerError> {
        Ok(ProxyResponse::ok())
    }
}

#[diagnostic::do_not_recommend]
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

#[diagnostic::do_not_recommend]
impl IntoResponse<TwoWay> for Text {
    fn into_response(self) -> Result<ProxyResponse, HandlerError> {
        self.0.into_response()
    }
}

#[diagnostic::do_not_recommend]
impl IntoResponse<TwoWay> for String {
    fn into_response(self) -> Result<ProxyResponse, HandlerError> {
        Ok(ProxyResponse::ok().body(self))
    }
}

#[diagnostic::do_not_recommend]
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
        #[diagnostic::do_not_recommend]
        impl IntoResponse<Authorizer> for $type {
            fn into_response(self) -> Result<Authorization, HandlerError> {
                Ok(self.into())
            }
        }
    )+};
}

authorizations!(Allow, Deny, Unauthorized, Authorization);

/// A type of this crate that a `$connect` handler can return.
#[diagnostic::on_unimplemented(
    message = "a `$connect` handler cannot return `{Self}`",
    label = "this handler returns `{Self}`",
    note = "return `()` or `Accept` to accept the handshake, `Reject::status(403)` to reject it, or a `Result` of them",
    note = "a client can receive messages only after the handshake"
)]
pub trait ConnectReply<M = ()> {}

/// A type that a handler of messages can return without `return_response: true`.
#[diagnostic::on_unimplemented(
    message = "a handler without `return_response: true` cannot return `{Self}`",
    label = "this handler returns `{Self}`",
    note = "API Gateway drops the reply of a route without `return_response: true`",
    note = "write `{{ function: …, return_response: true }}` for the route, or return `()`"
)]
pub trait MessageReply<M = ()> {}

/// A type that a handler of messages can return with `return_response: true`.
#[diagnostic::on_unimplemented(
    message = "a handler of messages cannot return `{Self}`",
    label = "this handler returns `{Self}`",
    note = "return `Json<T>` or text with `return_response: true`, `()` without it, or a `Result` of these types"
)]
pub trait TwoWayReply<M = ()> {}

/// A type that a `$disconnect` handler can return.
#[diagnostic::on_unimplemented(
    message = "a `$disconnect` handler cannot return `{Self}`",
    label = "this handler returns `{Self}`",
    note = "return `()` or `Result<(), E>`",
    note = "the connection has ended, so a reply has no recipient"
)]
pub trait DisconnectReply<M = ()> {}

/// A type that an authorizer can return.
#[diagnostic::on_unimplemented(
    message = "an authorizer cannot return `{Self}`",
    label = "this handler returns `{Self}`",
    note = "return `Allow::new(…)`, `Deny` or `Unauthorized`, or a `Result` such as `Result<Allow, Unauthorized>`"
)]
pub trait AuthorizerReply<M = ()> {}

/// Lists the types that a kind of handler can and cannot return. `lacks` implements `IntoResponse` under a condition that never
/// holds: rustc then blames the condition, whose message names the kind of handler. `M` exists because rustc rejects a condition
/// without a variable. `do_not_recommend` keeps rustc from listing the types that fulfil the condition.
macro_rules! replies_of {
    ($kind:ident, $trait:ident:
        has $($(@$has_param:ident)? $has:ty),*;
        lacks $($(@$param:ident)? $lacks:ty),+;
    ) => {
        $(
            #[diagnostic::do_not_recommend]
            impl<M $(, $has_param)?> $trait<M> for $has {}
        )*
        $(
            #[doc(hidden)]
            impl<M $(, $param)?> IntoResponse<$kind, M> for $lacks
            where
                $lacks: $trait<M>,
            {
                fn into_response(self) -> Result<<$kind as HandlerKind>::Output, HandlerError> {
                    Err(HandlerError::new(concat!(stringify!($lacks), " is not a response of this handler")))
                }
            }
        )+
    };
}

replies_of! { Connect, ConnectReply:
    has (), Accept, Reject, ProxyResponse;
    lacks @T Json<T>, Text, String, &'static str, @T Option<T>, Allow, Deny, Unauthorized, Authorization;
}
#[diagnostic::do_not_recommend]
impl<M> MessageReply<M> for () {}
replies_of! { Message, MessageReply:
    has ;
    lacks @T Json<T>, Text, String, &'static str, @T Option<T>, ProxyResponse;
}
replies_of! { TwoWay, TwoWayReply:
    has @T Json<T>, Text, String, &'static str, ProxyResponse, ();
    lacks Accept, Reject, Allow, Deny, Unauthorized, Authorization;
}
#[diagnostic::do_not_recommend]
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
