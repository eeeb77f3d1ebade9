//! The procedural macro behind `websocket_api::websocket_api!`, where it is documented. Reading and checking are
//! `websocket-api-syntax`'s; only the expansion is here.

mod editor;
mod expand;
mod guard;
#[cfg(feature = "asyncapi")]
mod messages;
#[cfg(test)]
mod tests;

use proc_macro::TokenStream;

use crate::{expand::SchemaMode, guard::guarded};

/// `(path of the crate) declaration`
#[proc_macro]
#[doc(hidden)]
pub fn websocket_api(input: TokenStream) -> TokenStream {
    guarded(input.into(), |input| expand::expand_api(input, SchemaMode::Disabled)).into()
}

/// The same where the schemas is asked for: with the feature `asyncapi`.
#[proc_macro]
#[doc(hidden)]
pub fn websocket_api_with_asyncapi(input: TokenStream) -> TokenStream {
    guarded(input.into(), |input| expand::expand_api(input, SchemaMode::Optional)).into()
}

/// `(path of the crate) entries`
#[proc_macro]
#[doc(hidden)]
pub fn routes(input: TokenStream) -> TokenStream {
    guarded(input.into(), |input| expand::expand_added(input, SchemaMode::Disabled)).into()
}

/// The same where the schemas is asked for.
#[proc_macro]
#[doc(hidden)]
pub fn routes_with_asyncapi(input: TokenStream) -> TokenStream {
    guarded(input.into(), |input| expand::expand_added(input, SchemaMode::Optional)).into()
}

/// `(path of the crate) permissions`
#[proc_macro]
#[doc(hidden)]
pub fn permissions(input: TokenStream) -> TokenStream {
    guarded(input.into(), expand::expand_permissions).into()
}

/// `(path of the crate) declaration`, for rust-analyzer
#[proc_macro]
#[doc(hidden)]
pub fn editor(input: TokenStream) -> TokenStream {
    guarded(input.into(), editor::expand_editor).into()
}

/// Documented at `websocket_api::asyncapi::ClientMessages`.
#[cfg(feature = "asyncapi")]
#[proc_macro_derive(ClientMessages, attributes(client_messages))]
pub fn messages(input: TokenStream) -> TokenStream {
    messages::derive_messages(input.into()).into()
}
