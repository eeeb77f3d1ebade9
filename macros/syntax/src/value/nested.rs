use proc_macro2::{Delimiter, Span};

use super::{FromValue, Template, wrong_kind};
use crate::{Block, Diagnostics, block::read_block, raw_value::Value, shape::Shape, table::Recorder};

/// A block.
#[derive(Clone, Debug)]
pub struct Nested<B> {
    pub block: B,
    /// The braces.
    pub span: Span,
    /// Whether all of it could be read; if not, what seems missing may be what could not.
    pub complete: bool,
}

impl<B: Block> FromValue for Nested<B> {
    const SHAPE: Shape = Shape::Block(B::SHAPE);

    fn read(value: Value, name: &str, diagnostics: &mut Diagnostics) -> Option<Self> {
        let Value::Group(Delimiter::Brace | Delimiter::Parenthesis, span, tokens) = value else {
            return wrong_kind("a block", &value, name, diagnostics);
        };
        let errors = diagnostics.errors();
        let (block, _) = read_block(tokens, diagnostics);
        Some(Nested { block, span: span.join(), complete: diagnostics.errors() == errors })
    }

    fn record(&self, entry: &mut Recorder<'_>) {
        entry.block(self.span);
        self.block.record(entry);
    }

    fn visit_texts(&self, visit: &mut dyn FnMut(&Template)) {
        self.block.visit_texts(visit);
    }
}
