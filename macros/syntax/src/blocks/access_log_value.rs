use proc_macro2::Delimiter;
use syn::Lit;
use websocket_api_model::declaration::rule::AccessLogFormat;

use super::AccessLogBlock;
use crate::{
    Diagnostics,
    block_value::BlockValue,
    raw_value::Value,
    shape::Shape,
    table::Recorder,
    value::{Flag, FromValue, PlainText, wrong_kind},
};

/// `true`, `false`, a format, or a block.
#[derive(Clone, Debug)]
pub enum AccessLogValue {
    Flag(Flag),
    Format(PlainText<AccessLogFormat>),
    Block(Box<BlockValue<AccessLogBlock>>),
}

impl FromValue for AccessLogValue {
    const SHAPE: Shape = Shape::Either(&Shape::Value, &BlockValue::<AccessLogBlock>::SHAPE);

    fn read(value: Value, name: &str, diagnostics: &mut Diagnostics) -> Option<Self> {
        match &value {
            Value::Missing(_) | Value::Literal(None, Lit::Bool(_)) => {
                Flag::read(value, name, diagnostics).map(AccessLogValue::Flag)
            }
            Value::Path(_) if value.as_nothing().is_some() => wrong_kind("", &value, name, diagnostics),
            Value::Literal(None, Lit::Str(text)) if matches!(&*text.value(), "true" | "false") => {
                Flag::read(value, name, diagnostics).map(AccessLogValue::Flag)
            }
            Value::Path(_) | Value::Literal(None, Lit::Str(_)) => {
                PlainText::read(value, name, diagnostics).map(AccessLogValue::Format)
            }
            Value::Group(Delimiter::Brace | Delimiter::Parenthesis, ..) => {
                BlockValue::read(value, name, diagnostics).map(|block| AccessLogValue::Block(Box::new(block)))
            }
            _ => wrong_kind("`true`, `false`, a format or a block", &value, name, diagnostics),
        }
    }

    fn record(&self, entry: &mut Recorder<'_>) {
        match self {
            AccessLogValue::Flag(_) => {}
            AccessLogValue::Format(format) => format.record(&mut entry.entry("format")),
            AccessLogValue::Block(block) => block.record(entry),
        }
    }
}
