use proc_macro2::Delimiter;
use syn::Lit;
use websocket_api_model::declaration::rule::AccessLogFormat;

use super::{Flag, FromValue, Nested, Plain, wrong_kind};
use crate::{Diagnostics, blocks, raw_value::Value, shape::Shape, table::Recorder};

/// `true`, `false`, a format, or a block.
#[derive(Clone, Debug)]
pub enum AccessLog {
    Flag(Flag),
    Format(Plain<AccessLogFormat>),
    Block(Box<Nested<blocks::AccessLogBlock>>),
}

impl FromValue for AccessLog {
    const SHAPE: Shape = Shape::Either(&Shape::Value, &Nested::<blocks::AccessLogBlock>::SHAPE);

    fn read(value: Value, name: &str, diagnostics: &mut Diagnostics) -> Option<Self> {
        match &value {
            Value::Missing(_) | Value::Literal(None, Lit::Bool(_)) => {
                Flag::read(value, name, diagnostics).map(AccessLog::Flag)
            }
            Value::Path(_) if value.as_nothing().is_some() => wrong_kind("", &value, name, diagnostics),
            Value::Literal(None, Lit::Str(text)) if matches!(&*text.value(), "true" | "false") => {
                Flag::read(value, name, diagnostics).map(AccessLog::Flag)
            }
            Value::Path(_) | Value::Literal(None, Lit::Str(_)) => {
                Plain::read(value, name, diagnostics).map(AccessLog::Format)
            }
            Value::Group(Delimiter::Brace | Delimiter::Parenthesis, ..) => {
                Nested::read(value, name, diagnostics).map(|block| AccessLog::Block(Box::new(block)))
            }
            _ => wrong_kind("`true`, `false`, a format or a block", &value, name, diagnostics),
        }
    }

    fn record(&self, entry: &mut Recorder<'_>) {
        match self {
            AccessLog::Flag(_) => {}
            AccessLog::Format(format) => format.record(&mut entry.entry("format")),
            AccessLog::Block(block) => block.record(entry),
        }
    }
}
