//! The procedural macro behind `websocket_api::websocket_api!`, where it is documented. Reading and checking are
//! `websocket-api-syntax`'s; only the expansion is here.

mod expand;
#[cfg(test)]
mod tests;

use proc_macro::TokenStream;

/// `(path of the crate) declaration`
#[proc_macro]
#[doc(hidden)]
pub fn websocket_api(input: TokenStream) -> TokenStream {
    expand::expand_api(input.into()).into()
}

/// `(path of the crate) entries`
#[proc_macro]
#[doc(hidden)]
pub fn routes(input: TokenStream) -> TokenStream {
    expand::expand_added(input.into()).into()
}

/// `(path of the crate) permissions`
#[proc_macro]
#[doc(hidden)]
pub fn permissions(input: TokenStream) -> TokenStream {
    expand::expand_permissions(input.into()).into()
}
