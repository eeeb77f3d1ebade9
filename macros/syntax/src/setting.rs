use proc_macro2::Span;

use crate::{
    Diagnostic, Diagnostics, Lower,
    raw_value::Value,
    table::{ReadState, Recorder, SpanRange},
    value::FromValue,
};

/// The value of one key of a block, with its errors until the whole block has been read.
#[derive(Clone, Debug)]
pub struct Setting<T> {
    key: Option<Span>,
    tokens: Option<SpanRange>,
    value: Option<T>,
    faulty: bool,
    problems: Vec<Diagnostic>,
}

impl<T> Setting<T> {
    /// Returns the value, if it was written and could be read.
    pub fn get(&self) -> Option<&T> {
        self.value.as_ref()
    }

    /// Returns `true` if the key was written, readable or not.
    pub fn is_present(&self) -> bool {
        self.key.is_some()
    }

    /// Returns `true` if not all of the value could be read: a part that seems missing may be unreadable.
    pub fn has_errors(&self) -> bool {
        self.faulty
    }

    /// Returns the span of the key.
    pub fn key_span(&self) -> Option<Span> {
        self.key
    }

    pub(crate) fn take_diagnostics(&mut self, diagnostics: &mut Diagnostics) {
        diagnostics.extend(self.problems.drain(..));
    }
}

impl<T: FromValue> Setting<T> {
    /// Reads the value of a key. Its errors are kept until the whole block has been read.
    pub(crate) fn from_value(name: &str, key: Span, value: Value) -> Self {
        let mut diagnostics = Diagnostics::new();
        let tokens = value.span_range();
        let value = match value {
            Value::Invalid => None,
            value => T::read(value, name, &mut diagnostics),
        };
        let faulty = value.is_none() || diagnostics.has_errors();
        Setting { key: Some(key), tokens, value, faulty, problems: diagnostics.into_vec() }
    }

    /// Records the key in the declaration's table, if it was written.
    pub(crate) fn record(&self, name: &'static str, block: &mut Recorder<'_>) {
        let Some(key) = self.key else { return };
        let reading = match &self.value {
            None => ReadState::Unreadable,
            Some(_) => ReadState::from_complete(!self.faulty),
        };
        let mut entry = block.entry(name);
        entry.written(Some(key.into()), self.tokens, reading);
        if let Some(value) = &self.value {
            value.record(&mut entry);
        }
    }
}

impl<T: Lower> Lower for Setting<T> {
    type Model = Option<T::Model>;

    fn lower(&self) -> Self::Model {
        self.get().map(Lower::lower)
    }
}

impl<T> Default for Setting<T> {
    fn default() -> Self {
        Self { key: None, tokens: None, value: None, faulty: false, problems: Vec::new() }
    }
}
