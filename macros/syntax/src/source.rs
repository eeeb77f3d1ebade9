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
    let mut declarations: Vec<Declaration> = finder.found.into_iter().map(read).collect();
    // Those that share another's domain come last, whatever the order in the file.
    for sharing in [false, true] {
        let others: Vec<Spec> =
            declarations.iter().filter_map(|declaration| declaration.spec.clone()).collect();
        for declaration in &mut declarations {
            declaration.lower(sharing, &others);
        }
    }
    Ok(declarations)
}

fn read(tokens: TokenStream) -> Declaration {
    let (api, diagnostics) = parse(tokens);
    Declaration { api, spec: None, diagnostics }
}

impl Declaration {
    fn lower(&mut self, sharing: bool, others: &[Spec]) {
        let Some(api) = &self.api else { return };
        let shares = api.custom_domain().is_some_and(|domain| domain.block.domain.is_written());
        if shares != sharing || self.diagnostics.has_errors() {
            return;
        }
        let spec = lower(api, others, &mut self.diagnostics);
        self.spec = (!self.diagnostics.has_errors()).then_some(spec);
    }
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
