//! The procedural macros of `websocket_api`, which documents them. `websocket-api-syntax` parses and checks
//! declarations; this crate generates the code.

mod editor;
mod expand;
mod guard;
#[cfg(feature = "asyncapi")]
mod messages;
#[cfg(test)]
mod tests;

use proc_macro::TokenStream;

use crate::{expand::SchemaMode, guard::guarded};

/// Expands `(path of the crate) declaration`.
#[proc_macro]
#[doc(hidden)]
pub fn websocket_api(input: TokenStream) -> TokenStream {
    guarded(input.into(), |input| expand::expand_api(input, SchemaMode::Disabled)).into()
}

/// Expands a declaration with the schemas of its types, for the feature `asyncapi`.
#[proc_macro]
#[doc(hidden)]
pub fn websocket_api_with_asyncapi(input: TokenStream) -> TokenStream {
    guarded(input.into(), |input| expand::expand_api(input, SchemaMode::Optional)).into()
}

/// Expands `(path of the crate) entries` of added routes.
#[proc_macro]
#[doc(hidden)]
pub fn routes(input: TokenStream) -> TokenStream {
    guarded(input.into(), |input| expand::expand_added(input, SchemaMode::Disabled)).into()
}

/// Expands added routes with the schemas of their types.
#[proc_macro]
#[doc(hidden)]
pub fn routes_with_asyncapi(input: TokenStream) -> TokenStream {
    guarded(input.into(), |input| expand::expand_added(input, SchemaMode::Optional)).into()
}

/// Expands `(path of the crate) permissions`.
#[proc_macro]
#[doc(hidden)]
pub fn permissions(input: TokenStream) -> TokenStream {
    guarded(input.into(), expand::expand_permissions).into()
}

/// Expands `(path of the crate) declaration` for rust-analyzer.
#[proc_macro]
#[doc(hidden)]
pub fn editor(input: TokenStream) -> TokenStream {
    guarded(input.into(), editor::expand_editor).into()
}

/// Derives `ClientMessages`. See `websocket_api::asyncapi::ClientMessages`.
#[cfg(feature = "asyncapi")]
#[proc_macro_derive(ClientMessages, attributes(client_messages))]
pub fn messages(input: TokenStream) -> TokenStream {
    messages::derive_messages(input.into()).into()
}
