#![doc = include_str!("../doc/crate.md")]
#![cfg_attr(
    not(any(feature = "lambda", feature = "gateway")),
    doc = "\n\n[`WebSocketApi::run`]: https://docs.rs/websocket-api/latest/websocket_api/struct.WebSocketApi.html#method.run"
)]
#![deny(missing_docs)]
// docs.rs shows the feature that an item requires.
#![cfg_attr(docsrs, feature(doc_cfg))]

// The layers. Each imports only layers before it:
// event → extract → response → handler → router → lambda, asyncapi → error → api, stack → gateway → cli → run.
// `connections` and the small files, such as `excerpt`, come before `event`. `error` wraps the errors of the modules. The error of a module
// above `error` is in a separate file below it, such as `gateway_error`. This file only re-exports.
mod api;
mod arity;
#[cfg(feature = "asyncapi")]
pub mod asyncapi;
#[cfg(all(doc, not(doctest), not(feature = "asyncapi")))]
#[path = "guide/asyncapi.rs"]
pub mod asyncapi;
mod change_error;
mod check;
#[cfg(feature = "cli")]
mod cli;
#[cfg(feature = "cli")]
mod cli_error;
mod client_slot;
mod connection_id;
#[cfg(feature = "connections")]
pub mod connections;
#[cfg(all(doc, not(doctest), not(feature = "connections")))]
#[path = "guide/connections.rs"]
pub mod connections;
mod error;
pub mod event;
mod excerpt;
pub mod extract;
mod function_error;
#[cfg(feature = "gateway")]
pub mod gateway;
#[cfg(all(doc, not(doctest), not(feature = "gateway")))]
#[path = "guide/gateway.rs"]
pub mod gateway;
#[cfg(feature = "gateway")]
mod gateway_error;
#[cfg(any(feature = "gateway", feature = "asyncapi"))]
mod gateway_text;
#[cfg(any(doc, doctest))]
pub mod guide;
mod handler;
#[cfg(feature = "lambda")]
mod lambda;
mod macros;
mod mismatch;
mod object;
mod panic;
mod permissions;
pub mod response;
mod router;
mod routes;
#[cfg(any(feature = "lambda", feature = "gateway"))]
mod run;
#[cfg(any(feature = "lambda", feature = "gateway"))]
mod run_error;
mod server_message;
mod stack;
mod state;
#[cfg(any(feature = "lambda", feature = "gateway"))]
mod state_provided;

pub use api::{ApiDefinition, LogicalIds, WebSocketApi};
pub use change_error::ChangeError;
#[cfg(feature = "cli")]
pub use cli_error::CliError;
pub use connection_id::ConnectionId;
pub use error::{Error, Result};
pub use function_error::FunctionError;
#[cfg(feature = "lambda")]
pub use lambda::LambdaPayload;
pub use permissions::Permissions;
pub use response::lambda_response::LambdaResponse;
pub use router::{ResponseFuture, Router};
pub use routes::{RouteKey, Routes};
#[cfg(any(feature = "lambda", feature = "gateway"))]
pub use run::Run;
#[cfg(any(feature = "lambda", feature = "gateway"))]
pub use run_error::RunError;
pub use server_message::ServerMessage;
pub use stack::{IntoApis, Stack};
pub use state::StateError;
#[cfg(any(feature = "lambda", feature = "gateway"))]
pub use state_provided::StateProvided;
pub use websocket_api_model::{
    Function,
    diagram::Diagram,
    rules::{Violation, Violations},
    template::Template,
};

/// Items that expansions use. They are not part of the API.
#[doc(hidden)]
pub mod __private {
    pub use websocket_api_macros::{editor, permissions};
    #[cfg(not(feature = "asyncapi"))]
    pub use websocket_api_macros::{routes, websocket_api};
    #[cfg(feature = "asyncapi")]
    pub use websocket_api_macros::{
        routes_with_asyncapi as routes, websocket_api_with_asyncapi as websocket_api,
    };
    pub use websocket_api_model::declaration;

    // Under names that no program has in scope, where the path would be one too long for rustc's taste.
    pub use crate::event::{
        Authorizer as AuthorizerKind, Connect as ConnectKind, Disconnect as DisconnectKind,
        Message as MessageKind, TwoWay as TwoWayKind,
    };
    pub use crate::handler::{
        Endpoint, EventFor, Handlers, OtherError, OutputOf, check_arguments, check_async, check_function,
        check_return,
    };
    #[cfg(feature = "asyncapi")]
    pub use crate::{
        asyncapi::Protocol,
        handler::{
            OpaqueTypes, check_schema,
            schema::{OpaqueServerMessage, ServerMessageType},
        },
    };
}
