use proc_macro2::{Span, TokenStream};
use quote::ToTokens;
use websocket_api_model::{message::Message, rules::Rule};

use crate::{SyntaxRule, Warning};

/// The level of a diagnostic. An error stops the compilation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    Error,
    Warning,
}

/// A violation of a rule, with its tokens.
#[derive(Clone, Debug)]
pub struct Diagnostic {
    pub level: Level,
    rule: &'static str,
    /// The kind of a warning.
    warning: Option<Warning>,
    /// `true` inside a declaration, which may silence warnings.
    declared: bool,
    message: Message,
    /// The first and the last token, as an error that keeps both spans.
    tokens: syn::Error,
}

impl Diagnostic {
    /// Returns the name of the rule. The name of a warning is its word for `allow`.
    pub fn rule(&self) -> &'static str {
        self.rule
    }

    /// Returns the message. The message of a warning has the help to silence it.
    pub fn message(&self) -> Message {
        let message = self.message.clone();
        match self.warning {
            None => message,
            Some(warning) if self.declared => {
                message.note(format_args!("`allow: [{}]` in the API silences this warning", warning.word()))
            }
            Some(_) => message.note("`#[allow(deprecated)]` silences this warning"),
        }
    }

    /// Returns the kind of warning.
    pub fn warning(&self) -> Option<Warning> {
        self.warning
    }

    /// Returns the span of all tokens if the compiler can join spans, and that of the first token otherwise.
    pub fn span(&self) -> Span {
        self.tokens.span()
    }

    /// Returns `compile_error!` with the span of all tokens.
    pub fn to_compile_error(&self) -> TokenStream {
        self.tokens.to_compile_error()
    }
}

/// A collection of diagnostics. Dropping an unread collection is a bug in this crate, and panics.
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

    /// Reports the violation of a rule of the language at these tokens.
    pub fn error(&mut self, rule: SyntaxRule, tokens: impl ToTokens, message: impl Into<Message>) {
        let message = message.into();
        let tokens = syn::Error::new_spanned(tokens, &message);
        self.push(rule.name(), None, message, tokens);
    }

    /// Reports the violation of a rule of the language at a span.
    pub fn error_at(&mut self, rule: SyntaxRule, span: Span, message: impl Into<Message>) {
        let message = message.into();
        let tokens = syn::Error::new(span, &message);
        self.push(rule.name(), None, message, tokens);
    }

    /// Reports a probable mistake.
    pub fn warning(&mut self, warning: Warning, tokens: impl ToTokens, message: impl Into<Message>) {
        let message = message.into();
        let tokens = syn::Error::new_spanned(tokens, &message);
        self.push(warning.word(), Some(warning), message, tokens);
    }

    /// Reports the violation of a rule of the model.
    pub(crate) fn violation(&mut self, rule: &Rule, tokens: impl ToTokens, message: Message) {
        let tokens = syn::Error::new_spanned(tokens, &message);
        self.push(rule.name(), rule.warning(), message, tokens);
    }

    fn push(&mut self, rule: &'static str, warning: Option<Warning>, message: Message, tokens: syn::Error) {
        let level = if warning.is_some() { Level::Warning } else { Level::Error };
        self.all.push(Diagnostic { level, rule, warning, declared: true, message, tokens });
    }

    /// Removes warnings of these kinds.
    pub(crate) fn allow(&mut self, allowed: &[Warning]) {
        self.all.retain(|diagnostic| diagnostic.warning.is_none_or(|warning| !allowed.contains(&warning)));
    }

    /// Marks the diagnostics as outside of a declaration.
    pub(crate) fn by_itself(&mut self) {
        self.all.iter_mut().for_each(|diagnostic| diagnostic.declared = false);
    }

    pub(crate) fn extend(&mut self, diagnostics: impl IntoIterator<Item = Diagnostic>) {
        self.all.extend(diagnostics);
    }

    pub fn has_errors(&self) -> bool {
        self.errors() > 0
    }

    /// Returns the number of errors.
    pub(crate) fn errors(&self) -> usize {
        self.all.iter().filter(|diagnostic| diagnostic.level == Level::Error).count()
    }

    /// Returns all diagnostics, in the order of the reports.
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
