//! Declarations in source text, read without compiling it.

use proc_macro2::TokenStream;
use syn::visit::{self, Visit};
use websocket_api_model::spec::Spec;

use crate::{Diagnostics, ast::Api, lower, parse};

/// The name of the macro.
const MACRO: &str = "websocket_api";

/// One `websocket_api! { … }` of a file.
#[derive(Debug)]
pub struct Declaration {
    pub api: Option<Api>,
    /// `None` beside errors.
    pub spec: Option<Spec>,
    pub diagnostics: Diagnostics,
}

/// Reads every declaration of a Rust file, in the order written. One inside another macro's tokens is not seen.
///
/// # Errors
/// If the text is not Rust.
pub fn parse_source(text: &str) -> syn::Result<Vec<Declaration>> {
    let file = syn::parse_file(text)?;
    let mut finder = Finder { found: Vec::new() };
    finder.visit_file(&file);
    Ok(finder.found.into_iter().map(read).collect())
}

fn read(tokens: TokenStream) -> Declaration {
    let (api, mut diagnostics) = parse(tokens);
    let spec = match &api {
        Some(api) if !diagnostics.has_errors() => Some(lower(api, &mut diagnostics)),
        _ => None,
    };
    let spec = spec.filter(|_| !diagnostics.has_errors());
    Declaration { api, spec, diagnostics }
}

struct Finder {
    found: Vec<TokenStream>,
}

impl<'ast> Visit<'ast> for Finder {
    fn visit_macro(&mut self, node: &'ast syn::Macro) {
        if node.path.segments.last().is_some_and(|segment| segment.ident == MACRO) {
            self.found.push(node.tokens.clone());
        }
        visit::visit_macro(self, node);
    }
}
