//! The front end of `websocket_api!`, for the macro and for source text.
//!
//! ```text
//! tokens ─► entries ─► blocks ─► ast::ApiSyntax + Diagnostics ─► lower ─► model::Declaration ─► check
//! ```

pub mod ast;
pub mod block;
pub mod block_value;
pub mod blocks;
mod check;
mod darling_adapter;
mod diagnostics;
mod entry;
mod lower;
mod parse_value;
mod raw_value;
mod rule;
mod setting;
mod shape;
#[cfg(feature = "source")]
pub mod source;
mod suggest;
pub mod table;
mod tokens;
pub mod value;
mod variant;

use proc_macro2::TokenStream;

use raw_value::path_text;
use table::{ConstantCheck, ConstantPath, Table};
use value::FromValue as _;

pub use block::Block;
pub use diagnostics::{Diagnostic, Diagnostics, Level};
pub use entry::{Entry, Key, KeyForm, elements, entries};
pub use lower::Lower;
pub use raw_value::Value;
pub use rule::SyntaxRule;
pub use shape::{BlockShape, KeyShape, KeywordShape, Shape};
pub use variant::variants;
use websocket_api_model::declaration::{Declaration, List, Permissions, Route};
pub use websocket_api_model::{
    declaration::{Access, rule::check_route_key},
    message::{Help, Message},
    rules::Warning,
};

/// Parses and checks a declaration. The API is `Some` if its name was read, even with errors, so that its
/// valid parts can be used.
pub fn parse(tokens: TokenStream) -> (Option<ast::ApiSyntax>, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let api = ast::parse_api(tokens, &mut diagnostics);
    if let Some(api) = &api {
        check::check_api(api, &mut diagnostics);
        diagnostics.allow(&api.allowed());
    }
    (api, diagnostics)
}

/// Routes or permissions that a program adds to an API at run time.
#[derive(Debug)]
pub struct Fragment<T, M> {
    /// The syntax tree.
    pub syntax: T,
    /// The value of the model, with placeholders for constants.
    pub value: M,
    /// The tokens of the values, under the key that they have in a declaration.
    pub table: Table,
}

/// Parses and checks the content of `routes! { … }`.
pub fn parse_routes(tokens: TokenStream) -> (Fragment<Vec<ast::RouteSyntax>, List<Route>>, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let added = ast::parse_added_routes(tokens, &mut diagnostics);
    check::check_added_routes(&added.syntax, &mut diagnostics);
    diagnostics.by_itself();
    (added, diagnostics)
}

/// Parses and checks the content of `permissions![ … ]`.
pub fn parse_permissions(
    tokens: TokenStream,
) -> (Fragment<blocks::PermissionsValue, Permissions>, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let syntax = blocks::PermissionsValue::from_elements(tokens, &mut diagnostics);
    check::check_attached_permissions(&syntax, &mut diagnostics);
    diagnostics.by_itself();
    let mut table = Table::default();
    syntax.record(&mut table.recorder().entry("permissions"));
    (Fragment { value: syntax.lower(), syntax, table }, diagnostics)
}

/// Returns the value of a declaration that is not compiled. A Rust constant in it is an error, and another
/// API must be one of `others`.
pub fn lower(api: &ast::ApiSyntax, others: &[Declaration], diagnostics: &mut Diagnostics) -> Declaration {
    let mut declaration = api.declaration.clone();
    for (_, ConstantPath { path, check }) in api.table.constants() {
        match (check, &mut declaration.custom_domain) {
            (ConstantCheck::Api, Some(domain)) => {
                blocks::lower::share_domain(domain, path, others, diagnostics);
            }
            _ => diagnostics.error(
                SyntaxRule::ConstantWithoutCompiler,
                path,
                Message::new(format_args!("the value of the constant `{}` is unknown", path_text(path)))
                    .label("only the compiler knows this value")
                    .help("write the value here")
                    .help("make the template with the program: `cargo run -- template`"),
            ),
        }
    }
    check::check_lowered(api, &declaration, diagnostics);
    declaration
}
