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
    /// The readable items.
    pub items: Vec<T>,
    /// The tokens of each item.
    tokens: Vec<Option<SpanRange>>,
    /// `true` if the brackets are empty.
    pub is_empty: bool,
    /// The span of the brackets.
    pub span: Span,
}

impl<T: FromValue> List<T> {
    /// Reads the list between the brackets.
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
