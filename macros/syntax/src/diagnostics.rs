use std::fmt::Display;

use proc_macro2::{Span, TokenStream};
use quote::ToTokens;

use crate::Warning;

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
    /// The kind of a warning.
    warning: Option<Warning>,
    /// Whether there is a declaration around it, to allow a warning in.
    declared: bool,
    error: syn::Error,
}

impl Diagnostic {
    pub fn message(&self) -> String {
        let text = self.error.to_string();
        let Some(warning) = self.warning else { return text };
        let end = if text.ends_with('?') { "" } else { ";" };
        match self.declared {
            true => format!("{text}{end} `allow: [{}]` silences this", warning.word()),
            false => format!("{text}{end} `#[allow(deprecated)]` silences this"),
        }
    }

    /// The kind of a warning.
    pub fn warning(&self) -> Option<Warning> {
        self.warning
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

    pub fn warning(&mut self, warning: Warning, tokens: impl ToTokens, message: impl Display) {
        let error = syn::Error::new_spanned(tokens, message);
        self.all.push(Diagnostic { level: Level::Warning, warning: Some(warning), declared: true, error });
    }

    fn push(&mut self, level: Level, error: syn::Error) {
        self.all.push(Diagnostic { level, warning: None, declared: true, error });
    }

    /// Forgets these warnings.
    pub(crate) fn allow(&mut self, allowed: &[Warning]) {
        self.all.retain(|diagnostic| diagnostic.warning.is_none_or(|warning| !allowed.contains(&warning)));
    }

    /// Of what stands by itself, outside of a declaration.
    pub(crate) fn by_itself(&mut self) {
        self.all.iter_mut().for_each(|diagnostic| diagnostic.declared = false);
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
