use proc_macro2::Delimiter;
use syn::Lit;
use websocket_api_model::declaration::rule::DomainName;

use super::CustomDomainBlock;
use crate::{
    Diagnostics,
    block_value::BlockValue,
    raw_value::Value,
    shape::Shape,
    table::{ConstantCheck, Recorder},
    value::{FromValue, Text, wrong_kind},
};

/// A name, or a block.
#[derive(Clone, Debug)]
pub enum CustomDomainValue {
    Name(Text<DomainName>),
    Block(Box<BlockValue<CustomDomainBlock>>),
}

impl FromValue for CustomDomainValue {
    const SHAPE: Shape = Shape::Either(&Shape::Value, &BlockValue::<CustomDomainBlock>::SHAPE);

    fn read(value: Value, name: &str, diagnostics: &mut Diagnostics) -> Option<Self> {
        match &value {
            Value::Path(_) | Value::Literal(None, Lit::Str(_)) => {
                Text::read(value, name, diagnostics).map(CustomDomainValue::Name)
            }
            Value::Group(Delimiter::Brace | Delimiter::Parenthesis, ..) => {
                BlockValue::read(value, name, diagnostics)
                    .map(|block| CustomDomainValue::Block(Box::new(block)))
            }
            _ => {
                wrong_kind("a domain name or a block, as in `\"api.example.com\"`", &value, name, diagnostics)
            }
        }
    }

    fn record(&self, entry: &mut Recorder<'_>) {
        match self {
            CustomDomainValue::Name(name) => name.record(&mut entry.entry("domain_name")),
            CustomDomainValue::Block(block) => block.record(entry),
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
