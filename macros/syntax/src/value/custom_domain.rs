use proc_macro2::Delimiter;
use syn::Lit;
use websocket_api_model::declaration::rule::DomainName;

use super::{FromValue, Nested, Text, wrong_kind};
use crate::{
    Diagnostics, blocks,
    raw_value::Value,
    shape::Shape,
    table::{ConstantCheck, Recorder},
};

/// A name, or a block.
#[derive(Clone, Debug)]
pub enum CustomDomain {
    Name(Text<DomainName>),
    Block(Box<Nested<blocks::CustomDomainBlock>>),
}

impl FromValue for CustomDomain {
    const SHAPE: Shape = Shape::Either(&Shape::Value, &Nested::<blocks::CustomDomainBlock>::SHAPE);

    fn read(value: Value, name: &str, diagnostics: &mut Diagnostics) -> Option<Self> {
        match &value {
            Value::Path(_) | Value::Literal(None, Lit::Str(_)) => {
                Text::read(value, name, diagnostics).map(CustomDomain::Name)
            }
            Value::Group(Delimiter::Brace | Delimiter::Parenthesis, ..) => {
                Nested::read(value, name, diagnostics).map(|block| CustomDomain::Block(Box::new(block)))
            }
            _ => wrong_kind("a name such as `\"api.example.com\"`, or a block", &value, name, diagnostics),
        }
    }

    fn record(&self, entry: &mut Recorder<'_>) {
        match self {
            CustomDomain::Name(name) => name.record(&mut entry.entry("domain_name")),
            CustomDomain::Block(block) => block.record(entry),
        }
    }
}

/// The Rust type of another API.
#[derive(Clone, Debug)]
pub struct OtherApi(pub syn::Path);

impl FromValue for OtherApi {
    fn read(value: Value, name: &str, diagnostics: &mut Diagnostics) -> Option<Self> {
        match value {
            Value::Path(path) => Some(OtherApi(path)),
            value => wrong_kind("the type of another API, as in `Core`", &value, name, diagnostics),
        }
    }

    fn record(&self, entry: &mut Recorder<'_>) {
        entry.constant(&self.0, ConstantCheck::Api);
    }
}
