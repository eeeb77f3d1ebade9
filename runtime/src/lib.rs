#![doc = include_str!("../doc/crate.md")]
#![cfg_attr(
    not(any(feature = "lambda", feature = "local")),
    doc = "\n\n[`App::run`]: https://docs.rs/websocket-api/latest/websocket_api/struct.App.html#method.run"
)]
#![deny(missing_docs)]
// On docs.rs each item tells which feature it wants.
#![cfg_attr(docsrs, feature(doc_cfg))]

mod app;
#[cfg(feature = "build")]
pub mod build;
#[cfg(all(doc, not(doctest), not(feature = "build")))]
#[path = "guide/build.rs"]
pub mod build;
mod check;
#[cfg(any(feature = "cli", feature = "dev"))]
mod cli;
mod connection_id;
#[cfg(feature = "connections")]
pub mod connections;
#[cfg(all(doc, not(doctest), not(feature = "connections")))]
#[path = "guide/connections.rs"]
pub mod connections;
#[cfg(feature = "schema")]
pub mod contract;
#[cfg(all(doc, not(doctest), not(feature = "schema")))]
#[path = "guide/contract.rs"]
pub mod contract;
mod diagram;
mod error;
pub mod event;
mod excerpt;
pub mod extract;
#[cfg(any(feature = "build", feature = "cli", feature = "dev"))]
mod files;
mod function;
mod function_error;
#[cfg(any(feature = "local", feature = "schema"))]
mod gateway_text;
#[cfg(any(doc, doctest))]
pub mod guide;
mod handler;
#[cfg(feature = "lambda")]
mod lambda;
#[cfg(feature = "local")]
pub mod local;
#[cfg(all(doc, not(doctest), not(feature = "local")))]
#[path = "guide/local.rs"]
pub mod local;
mod macros;
mod mismatch;
mod object;
mod panic;
mod permissions;
mod push;
pub mod reply;
mod router;
mod routes;
#[cfg(any(feature = "lambda", feature = "local"))]
mod run;
mod stack;
mod state;

pub use app::{Api, App, LogicalIds};
pub use connection_id::ConnectionId;
pub use diagram::Diagram;
pub use error::{Error, Result};
pub use function::Function;
pub use function_error::FunctionError;
#[cfg(feature = "lambda")]
pub use lambda::Payload;
pub use permissions::Permissions;
pub use push::Push;
pub use router::{Handling, Reply, Router};
pub use routes::{RouteKey, Routes};
#[cfg(any(feature = "lambda", feature = "local"))]
pub use run::{Given, Run};
pub use stack::{Apps, Stack};
pub use websocket_api_model::template::Template;

/// What expansions refer to. Not part of the API.
#[doc(hidden)]
pub mod __private {
    #[cfg(feature = "cli")]
    pub use crate::cli::command::main;
    pub use websocket_api_macros::{editor, permissions};
    #[cfg(not(feature = "schema"))]
    pub use websocket_api_macros::{routes, websocket_api};
    #[cfg(feature = "schema")]
    pub use websocket_api_macros::{
        routes_with_contract as routes, websocket_api_with_contract as websocket_api,
    };
    pub use websocket_api_model::spec;

    // Under names that no program has in scope, where the path would be one too long for rustc's taste.
    pub use crate::event::{
        Authorizer as AuthorizerKind, Connect as ConnectKind, Disconnect as DisconnectKind,
        Message as MessageKind, TwoWay as TwoWayKind,
    };
    pub use crate::handler::{As, Endpoint, For, Handlers, OtherError, returns, runs, signature, takes};
    #[cfg(feature = "schema")]
    pub use crate::{
        contract::{Protocol, Pushed, UnknownPush},
        handler::{UnknownMessage, UnknownReply, validated},
    };
}
