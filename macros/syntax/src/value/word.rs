use syn::Lit;
use websocket_api_model::{declaration::KeywordEnum, message::Message};

use super::{EXAMPLE, FromValue, hint, wrong_kind};
use crate::{
    Diagnostics, SyntaxRule,
    raw_value::Value,
    shape::{KeywordShape, Shape},
    suggest,
};

/// A keyword of an enum, as an identifier or in quotes.
#[derive(Clone, Copy, Debug)]
pub struct Word<T>(pub T);

impl<T: KeywordEnum> FromValue for Word<T> {
    const SHAPE: Shape = Shape::Keywords(KeywordShape::new::<T>());

    fn read(value: Value, name: &str, diagnostics: &mut Diagnostics) -> Option<Self> {
        let words = || T::ALL.iter().map(|(word, _)| *word);
        let Some(word) = as_word(&value) else {
            let expected = format!("a keyword{EXAMPLE}{}", suggest::list(words()));
            return wrong_kind(&expected, &value, name, diagnostics);
        };
        if let Some(known) = T::parse(&word) {
            return Some(Word(known));
        }
        if value.as_nothing().is_some() {
            return wrong_kind("", &value, name, diagnostics);
        }
        if let Some(remedy) = (T::KIND == "type of authorizer").then(|| hint::authorizer(&word)).flatten() {
            let message = Message::new(format_args!("unknown {} `{word}`", T::KIND)).help(remedy);
            diagnostics.error(SyntaxRule::UnknownKeyword, &value, message);
            return None;
        }
        let message = Message::new(format_args!("unknown {} `{word}`", T::KIND))
            .label(format_args!("not a keyword of `{name}`"))
            .with_help(suggest::similar_or_list("a keyword", &word, words()));
        diagnostics.error(SyntaxRule::UnknownKeyword, &value, message);
        None
    }
}

/// Returns the keyword in `iam` or `"iam"`.
pub(crate) fn as_word(value: &Value) -> Option<String> {
    match value {
        Value::Path(path) => path.get_ident().map(ToString::to_string),
        Value::Literal(None, Lit::Str(text)) => Some(text.value()),
        _ => None,
    }
}
