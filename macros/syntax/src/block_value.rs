use proc_macro2::{Delimiter, Span, TokenStream};

use crate::{
    Block, Diagnostics, Lower,
    block::read_block,
    raw_value::Value,
    shape::Shape,
    table::{ReadState, Recorder, SpanRange},
    value::{FromValue, wrong_kind},
};

/// A block.
#[derive(Clone, Debug)]
pub struct BlockValue<B> {
    pub block: B,
    /// The span of the braces.
    pub span: Span,
    /// `true` if the whole block could be read. If not, a key that seems missing may be unreadable.
    pub complete: bool,
}

impl<B: Block> FromValue for BlockValue<B> {
    const SHAPE: Shape = Shape::Block(B::SHAPE);

    fn read(value: Value, name: &str, diagnostics: &mut Diagnostics) -> Option<Self> {
        let Value::Group(Delimiter::Brace | Delimiter::Parenthesis, span, tokens) = value else {
            return wrong_kind("a block", &value, name, diagnostics);
        };
        let errors = diagnostics.errors();
        let (block, _) = read_block(tokens, diagnostics);
        Some(BlockValue { block, span: span.join(), complete: diagnostics.errors() == errors })
    }

    fn record(&self, entry: &mut Recorder<'_>) {
        entry.block(self.span);
        self.block.record(entry);
    }
}

impl<B: Lower> Lower for BlockValue<B> {
    type Model = B::Model;

    fn lower(&self) -> Self::Model {
        self.block.lower()
    }
}

/// Records the block with a name that the user chose. `None` is an unreadable block.
pub(crate) fn record_named<B: Block>(
    name: &TokenStream,
    block: Option<&BlockValue<B>>,
    entry: &mut Recorder<'_>,
) {
    let reading = block.map_or(ReadState::Unreadable, |block| ReadState::from_complete(block.complete));
    entry.written(SpanRange::from_tokens(name), None, reading);
    if let Some(block) = block {
        block.record(entry);
    }
}
