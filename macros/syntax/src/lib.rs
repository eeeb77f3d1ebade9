//! The one front end of `websocket_api!`: the macro, the build script and the command line all read a declaration
//! with it.
//!
//! ```text
//! tokens ─► entries ─► blocks ─► ast::Api + Diagnostics ─► check ─► lower ─► model::Spec, or the tokens of one
//! ```

pub mod ast;
pub mod block;
pub mod blocks;
mod check;
mod diagnostics;
mod entry;
pub mod leaf;
mod lower;
#[cfg(feature = "source")]
pub mod source;
mod suggest;
mod value;

use proc_macro2::TokenStream;

pub use block::{Block, KeyInfo};
pub use diagnostics::{Diagnostic, Diagnostics, Level};
pub use lower::{Consts, Items, Lower};
pub use suggest::nearest;
pub use value::Value;
use websocket_api_model::spec::Spec;

/// Reads and checks a declaration. The API is there whenever its name could be read, even beside errors, so that
/// whatever is right can still be used.
pub fn parse(tokens: TokenStream) -> (Option<ast::Api>, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let api = ast::parse_api(tokens, &mut diagnostics);
    if let Some(api) = &api {
        check::check_api(api, &mut diagnostics);
    }
    (api, diagnostics)
}

/// The data that a declaration stands for, where that can be known without compiling it.
pub fn lower(api: &ast::Api, diagnostics: &mut Diagnostics) -> Spec {
    lower::lower_api(api, &mut Consts::Refused(diagnostics))
}
