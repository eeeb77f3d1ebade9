//! The one front end of `websocket_api!`: it reads a declaration for the macro and from source text alike.
//!
//! ```text
//! tokens ─► entries ─► blocks ─► ast::Api + Diagnostics ─► check ─► lower ─► model::Declaration, or the tokens of one
//! ```

pub mod ast;
pub mod block;
pub mod blocks;
mod check;
mod diagnostics;
mod entry;
mod foreign;
mod lower;
mod parse_value;
mod raw_value;
mod shape;
#[cfg(feature = "source")]
pub mod source;
mod suggest;
pub mod table;
mod tokens;
pub mod value;
mod variant;
mod warning;

use proc_macro2::TokenStream;

pub use block::Block;
pub use diagnostics::{Diagnostic, Diagnostics, Level};
pub use entry::{Entry, Key, KeyForm, elements, entries};
pub use lower::{Consts, Items, Lower, expand_routes};
pub use raw_value::Value;
pub use shape::{BlockShape, KeyShape, Shape, WordsShape};
pub use variant::variants;
pub use warning::Warning;
use websocket_api_model::declaration::Declaration;
pub use websocket_api_model::declaration::{Access, rule::check_route_key};

/// Reads and checks a declaration. The API is there whenever its name could be read, even beside errors, so that
/// whatever is right can still be used.
pub fn parse(tokens: TokenStream) -> (Option<ast::Api>, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let api = ast::parse_api(tokens, &mut diagnostics);
    if let Some(api) = &api {
        check::check_api(api, &mut diagnostics);
        diagnostics.allow(&api.allowed());
    }
    (api, diagnostics)
}

/// Reads and checks the inside of `routes! { … }`.
pub fn parse_routes(tokens: TokenStream) -> (Vec<ast::Route>, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let routes = ast::parse_added_routes(tokens, &mut diagnostics);
    check::check_added_routes(&routes, &mut diagnostics);
    diagnostics.by_itself();
    (routes, diagnostics)
}

/// Reads and checks the inside of `permissions![ … ]`.
pub fn parse_permissions(tokens: TokenStream) -> (value::Permissions, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let permissions = value::Permissions::of_elements(tokens, &mut diagnostics);
    check::check_attached_permissions(&permissions, &mut diagnostics);
    diagnostics.by_itself();
    (permissions, diagnostics)
}

/// The data that a declaration stands for, where that can be known without compiling it. `others` are the declarations
/// that it may refer to.
pub fn lower(api: &ast::Api, others: &[Declaration], diagnostics: &mut Diagnostics) -> Declaration {
    let declaration = lower::lower_api(api, &mut Consts::Refused(diagnostics, others));
    check::check_lowered(api, &declaration, diagnostics);
    declaration
}
