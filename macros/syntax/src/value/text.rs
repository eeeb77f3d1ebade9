use std::marker::PhantomData;

use syn::{Lit, LitStr};
use websocket_api_model::{
    declaration::{self, parse_text, rule::TextRule},
    message::Message,
    selection::{Part, SelectionExpression},
};

use super::{Constant, FromValue, wrong_kind};
use crate::{
    Diagnostics, SyntaxRule, Warning,
    raw_value::Value,
    table::{ConstantCheck, Recorder},
};

/// A string in which `${Name}` is a reference.
#[derive(Clone, Debug)]
pub struct InterpolatedText {
    pub text: declaration::Text,
    pub literal: LitStr,
}

/// A string with a rule and with references, or the path of a constant, which has no references.
#[derive(Clone, Debug)]
pub struct Text<R>(pub Constant<InterpolatedText>, PhantomData<R>);

/// A string with a rule and without references, because it has another syntax for `${…}`.
#[derive(Clone, Debug)]
pub struct PlainText<R>(pub Constant<LitStr>, PhantomData<R>);

/// A route selection expression.
#[derive(Clone, Debug)]
pub struct SelectionValue {
    pub expression: SelectionExpression,
    pub literal: LitStr,
}

const EXPECTED: &str = "a string";

fn read_string<T>(
    value: &Value,
    name: &str,
    diagnostics: &mut Diagnostics,
    read: impl FnOnce(&LitStr, &mut Diagnostics) -> Option<T>,
) -> Option<Constant<T>> {
    match value {
        Value::Path(path) => Some(Constant::Path(path.clone())),
        Value::Literal(None, Lit::Str(literal)) => read(literal, diagnostics).map(Constant::Value),
        value => wrong_kind(EXPECTED, value, name, diagnostics),
    }
}

fn check_rule<R: TextRule>(text: &str, literal: &LitStr, name: &str, diagnostics: &mut Diagnostics) -> bool {
    let holds = R::holds(text);
    if !holds {
        diagnostics.error(SyntaxRule::InvalidText, literal, format_args!("`{name}` {}", R::RULE));
    }
    holds
}

impl<R: TextRule> FromValue for Text<R> {
    fn read(value: Value, name: &str, diagnostics: &mut Diagnostics) -> Option<Self> {
        read_string(&value, name, diagnostics, |literal, diagnostics| match parse_text(&literal.value()) {
            Ok(text) => {
                if let Some(example) = text.example() {
                    check_rule::<R>(&example, literal, name, diagnostics);
                }
                Some(InterpolatedText { text, literal: literal.clone() })
            }
            Err(error) => {
                diagnostics.error(SyntaxRule::InvalidReference, literal, error.message());
                None
            }
        })
        .map(|text| Text(text, PhantomData))
    }

    fn record(&self, entry: &mut Recorder<'_>) {
        match &self.0 {
            Constant::Value(template) => entry.text(&template.literal),
            Constant::Path(path) => {
                entry.constant(path, ConstantCheck::Text { function: R::FUNCTION, rule: R::RULE });
            }
        }
    }
}

impl<R: TextRule> FromValue for PlainText<R> {
    fn read(value: Value, name: &str, diagnostics: &mut Diagnostics) -> Option<Self> {
        read_string(&value, name, diagnostics, |literal, diagnostics| {
            check_rule::<R>(&literal.value(), literal, name, diagnostics).then(|| literal.clone())
        })
        .map(|text| PlainText(text, PhantomData))
    }

    fn record(&self, entry: &mut Recorder<'_>) {
        if let Constant::Path(path) = &self.0 {
            entry.constant(path, ConstantCheck::Text { function: R::FUNCTION, rule: R::RULE });
        }
    }
}

impl FromValue for SelectionValue {
    fn read(value: Value, name: &str, diagnostics: &mut Diagnostics) -> Option<Self> {
        let Value::Literal(None, Lit::Str(literal)) = &value else {
            return wrong_kind("a string, as in `\"$request.body.action\"`", &value, name, diagnostics);
        };
        match SelectionExpression::parse(&literal.value()) {
            Ok(expression) => {
                if !expression.parts().iter().any(|part| matches!(part, Part::Body(_))) {
                    let message =
                        Message::new("the route selection expression is the same for every message")
                            .help("write `$request.body.<field>` to select by a field");
                    diagnostics.warning(Warning::ConstantSelection, literal, message);
                }
                Some(SelectionValue { expression, literal: literal.clone() })
            }
            Err(error) => {
                diagnostics.error(SyntaxRule::InvalidText, literal, error.into_message());
                None
            }
        }
    }
}
