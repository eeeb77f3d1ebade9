use std::fmt::Display;

use proc_macro2::{Span, TokenStream};
use quote::ToTokens;

/// Whether a diagnostic stops the compilation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    Error,
    Warning,
}

/// What is wrong, on the very tokens.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    pub level: Level,
    error: syn::Error,
}

impl Diagnostic {
    pub fn message(&self) -> String {
        self.error.to_string()
    }

    /// From the first to the last token, where the compiler lets spans be joined; else the first token.
    pub fn span(&self) -> Span {
        self.error.span()
    }

    /// `compile_error!` over all the tokens.
    pub fn to_compile_error(&self) -> TokenStream {
        self.error.to_compile_error()
    }
}

/// Collects diagnostics. Dropping it without looking is a bug in this crate, and panics.
#[derive(Debug, Default)]
#[must_use]
pub struct Diagnostics {
    all: Vec<Diagnostic>,
    read: bool,
}

impl Diagnostics {
    pub fn new() -> Self {
        Self::default()
    }

    pub fn error(&mut self, tokens: impl ToTokens, message: impl Display) {
        self.push(Level::Error, syn::Error::new_spanned(tokens, message));
    }

    pub fn error_at(&mut self, span: Span, message: impl Display) {
        self.push(Level::Error, syn::Error::new(span, message));
    }

    pub fn warning(&mut self, tokens: impl ToTokens, message: impl Display) {
        self.push(Level::Warning, syn::Error::new_spanned(tokens, message));
    }

    fn push(&mut self, level: Level, error: syn::Error) {
        self.all.push(Diagnostic { level, error });
    }

    pub(crate) fn extend(&mut self, diagnostics: impl IntoIterator<Item = Diagnostic>) {
        self.all.extend(diagnostics);
    }

    pub fn has_errors(&self) -> bool {
        self.errors() > 0
    }

    /// How many errors there are.
    pub(crate) fn errors(&self) -> usize {
        self.all.iter().filter(|diagnostic| diagnostic.level == Level::Error).count()
    }

    /// Everything collected, in the order found.
    pub fn into_vec(mut self) -> Vec<Diagnostic> {
        self.read = true;
        std::mem::take(&mut self.all)
    }
}

impl Drop for Diagnostics {
    fn drop(&mut self) {
        if !self.read && !self.all.is_empty() && !std::thread::panicking() {
            panic!("diagnostics were dropped unread");
        }
    }
}
