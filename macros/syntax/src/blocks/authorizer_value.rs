use proc_macro2::Delimiter;
use syn::Lit;
use websocket_api_model::{
    declaration::rule::{self, TextRule},
    message::{Help, Message},
};

use super::AuthorizerBlock;
use crate::{
    Diagnostics, SyntaxRule,
    block_value::BlockValue,
    raw_value::Value,
    shape::{KeywordShape, Shape},
    suggest,
    table::Recorder,
    value::{FromValue, PlainText, hint, word::as_word, wrong_kind},
};

/// `none`, `iam`, or a block.
#[derive(Clone, Debug)]
pub enum AuthorizerValue {
    None,
    Iam,
    Block(Box<BlockValue<AuthorizerBlock>>),
}

const WORDS: KeywordShape = KeywordShape { name: "", words: &[("none", "none"), ("iam", "iam")] };

const EXPECTED: &str = "`none`, `iam` or `{ type: lambda, function: handler }`";

impl FromValue for AuthorizerValue {
    const SHAPE: Shape = Shape::Either(&Shape::Keywords(WORDS), &BlockValue::<AuthorizerBlock>::SHAPE);

    fn read(value: Value, name: &str, diagnostics: &mut Diagnostics) -> Option<Self> {
        if let Value::Group(Delimiter::Brace | Delimiter::Parenthesis, ..) = value {
            return BlockValue::read(value, name, diagnostics)
                .map(|block| AuthorizerValue::Block(Box::new(block)));
        }
        match as_word(&value).as_deref() {
            Some("none") => Some(AuthorizerValue::None),
            Some("iam") => Some(AuthorizerValue::Iam),
            Some(_) if value.as_nothing().is_some() => wrong_kind(EXPECTED, &value, name, diagnostics),
            Some(word) => {
                let help = match (hint::authorizer(word), suggest::nearest(word, ["none", "iam"])) {
                    (Some(remedy), _) => Help::new(remedy),
                    (None, Some(near)) => suggest::similar("a keyword", word, near),
                    (None, None) => Help::new(format_args!("expected {EXPECTED}")),
                };
                let message = Message::new(format_args!("unknown authorizer `{word}`")).with_help(help);
                diagnostics.error(SyntaxRule::UnknownKeyword, &value, message);
                None
            }
            None => wrong_kind(EXPECTED, &value, name, diagnostics),
        }
    }

    fn record(&self, entry: &mut Recorder<'_>) {
        if let AuthorizerValue::Block(block) = self {
            block.record(entry);
        }
    }
}

/// A source of an identity.
#[derive(Clone, Debug)]
pub struct IdentitySourceValue(pub PlainText<rule::IdentitySource>);

impl FromValue for IdentitySourceValue {
    fn read(value: Value, name: &str, diagnostics: &mut Diagnostics) -> Option<Self> {
        if let Value::Literal(None, Lit::Str(literal)) = &value {
            let text = literal.value();
            // HTTP APIs have this spelling, which most examples use.
            let spelled = text.strip_prefix('$').map(|rest| match rest.strip_prefix("request.") {
                Some(rest) => format!("route.request.{rest}"),
                None => rest.to_owned(),
            });
            if let Some(spelled) = spelled.filter(|spelled| rule::IdentitySource::holds(spelled)) {
                let message = Message::new(format_args!("identity source `{text}` of an HTTP API"))
                    .with_help(Help::replace(format_args!("write `\"{spelled}\"`"), text, &*spelled));
                diagnostics.error(SyntaxRule::InvalidText, literal, message);
                return None;
            }
        }
        PlainText::read(value, name, diagnostics).map(IdentitySourceValue)
    }

    fn record(&self, entry: &mut Recorder<'_>) {
        self.0.record(entry);
    }
}
