//! Single values.

use websocket_api_model::declaration::{self, BoundedNumber, KeywordEnum, Str, rule::TextRule};

use super::{
    Constant, EnvironmentValue, Flag, List, MapEntry, Number, PlainText, SelectionValue, StageVariablesValue,
    TagsValue, Text, Word,
};
use crate::Lower;

impl Lower for Flag {
    type Model = bool;

    fn lower(&self) -> bool {
        self.0
    }
}

impl<T: KeywordEnum> Lower for Word<T> {
    type Model = T;

    fn lower(&self) -> T {
        self.0
    }
}

impl<T: BoundedNumber> Lower for Number<T> {
    type Model = T;

    fn lower(&self) -> T {
        self.0.value().copied().unwrap_or_else(T::min)
    }
}

impl<R: TextRule> Lower for Text<R> {
    type Model = declaration::Text;

    fn lower(&self) -> declaration::Text {
        match &self.0 {
            Constant::Value(template) => template.text.clone(),
            Constant::Path(_) => declaration::Text::literal(""),
        }
    }
}

impl<R: TextRule> Lower for PlainText<R> {
    type Model = Str;

    fn lower(&self) -> Str {
        self.0.value().map(syn::LitStr::value).unwrap_or_default().into()
    }
}

impl Lower for SelectionValue {
    type Model = Str;

    fn lower(&self) -> Str {
        self.literal.value().into()
    }
}

impl<T: Lower> Lower for List<T>
where
    T::Model: Clone + 'static,
{
    type Model = declaration::List<T::Model>;

    fn lower(&self) -> Self::Model {
        lower_list(&self.items)
    }
}

pub(crate) fn lower_list<T: Lower>(items: &[T]) -> declaration::List<T::Model>
where
    T::Model: Clone,
{
    items.iter().map(Lower::lower).collect::<Vec<_>>().into()
}

/// Lowers a block of names and values to a list of pairs.
macro_rules! pairs {
    ($($map:ident => $model:ident { $key:ident }),+ $(,)?) => {
        $(impl Lower for $map {
            type Model = declaration::List<declaration::$model>;

            fn lower(&self) -> Self::Model {
                let pair = |entry: &MapEntry<Text<_>>| declaration::$model {
                    $key: entry.key.clone().into(),
                    value: entry.value.lower(),
                };
                self.0.entries.iter().map(pair).collect::<Vec<_>>().into()
            }
        })+
    };
}

pairs! {
    EnvironmentValue => Variable { name },
    StageVariablesValue => StageVariable { name },
    TagsValue => Tag { key },
}
