use proc_macro2::{Delimiter, Span, TokenStream};

use super::{FromValue, wrong_kind};
use crate::{
    Diagnostics,
    entry::parse_elements,
    raw_value::Value,
    shape::Shape,
    table::{ReadState, Recorder, SpanRange},
};

/// `[a, b]`
#[derive(Clone, Debug)]
pub struct List<T> {
    /// Those that could be read.
    pub items: Vec<T>,
    /// The tokens of each.
    tokens: Vec<Option<SpanRange>>,
    /// Whether nothing was written between the brackets.
    pub is_empty: bool,
    /// The brackets.
    pub span: Span,
}

impl<T: FromValue> List<T> {
    /// The list with this between its brackets.
    pub(crate) fn from_elements(
        tokens: TokenStream,
        span: Span,
        name: &str,
        diagnostics: &mut Diagnostics,
    ) -> List<T> {
        let is_empty = tokens.is_empty();
        let (items, tokens) = parse_elements(tokens, diagnostics)
            .into_iter()
            .filter(|element| !matches!(element, Value::Invalid))
            .filter_map(|element| {
                let tokens = element.span_range();
                Some((T::read(element, name, diagnostics)?, tokens))
            })
            .unzip();
        List { items, tokens, is_empty, span }
    }
}

impl<T: FromValue> FromValue for List<T> {
    const SHAPE: Shape = Shape::List(&T::SHAPE);

    fn read(value: Value, name: &str, diagnostics: &mut Diagnostics) -> Option<Self> {
        let Value::Group(Delimiter::Bracket, span, tokens) = value else {
            return wrong_kind("a list in brackets", &value, name, diagnostics);
        };
        Some(List::from_elements(tokens, span.join(), name, diagnostics))
    }

    fn record(&self, entry: &mut Recorder<'_>) {
        for (index, (item, tokens)) in self.items.iter().zip(&self.tokens).enumerate() {
            let mut entry = entry.element(index);
            entry.written(None, *tokens, ReadState::Complete);
            item.record(&mut entry);
        }
    }
}
