use quote::ToTokens;
use syn::Lit;
use websocket_api_model::{
    declaration::BoundedNumber,
    message::{Help, Message},
};

use super::{Constant, FromValue, wrong_kind};
use crate::{
    Diagnostics, SyntaxRule,
    raw_value::Value,
    table::{ConstantCheck, Recorder},
};

/// A number in its range, or the path of a constant.
#[derive(Clone, Debug)]
pub struct Number<T>(pub Constant<T>);

impl<T: BoundedNumber> FromValue for Number<T> {
    fn read(value: Value, name: &str, diagnostics: &mut Diagnostics) -> Option<Self> {
        let number = match &value {
            Value::Path(path) if value.as_nothing().is_none() => {
                return Some(Number(Constant::Path(path.clone())));
            }
            Value::Literal(minus, Lit::Int(lit)) if lit.suffix().is_empty() || lit.suffix() == "u32" => {
                lit.base10_parse::<u64>().ok().filter(|number| minus.is_none() || *number == 0)
            }
            Value::Literal(None, Lit::Str(lit)) => match parse_with_unit::<T>(&lit.value()) {
                Some(number) => Some(number),
                None => return wrong_kind(T::EXPECTED, &value, name, diagnostics),
            },
            _ => return wrong_kind(T::EXPECTED, &value, name, diagnostics),
        };
        let in_range = |number: u64| u32::try_from(number).ok().and_then(|number| T::try_from(number).ok());
        match number.and_then(in_range) {
            Some(number) => Some(Number(Constant::Value(number))),
            None => {
                let written = value.to_token_stream().to_string().replace("- ", "-");
                let rule = T::RANGE.rule;
                // JavaScript programs count milliseconds.
                let seconds = number.filter(|number| T::UNITS.len() > 2 && number % 1000 == 0);
                let seconds = seconds.and_then(|number| in_range(number / 1000)).map(T::get);
                let message =
                    Message::new(format_args!("`{name}` {rule}, found {written}")).label("out of range");
                let message = match seconds {
                    Some(seconds) => {
                        let text = format!("the number is of seconds, not milliseconds: write `{seconds}`");
                        message.with_help(Help::replace(text, written, seconds.to_string()))
                    }
                    None => message,
                };
                diagnostics.error(SyntaxRule::OutOfRange, &value, message);
                None
            }
        }
    }

    fn record(&self, entry: &mut Recorder<'_>) {
        if let Constant::Path(path) = &self.0 {
            entry.constant(path, ConstantCheck::Number { ty: T::PATH, rule: T::RANGE.rule });
        }
    }
}

/// Parses SST's notation: a number, a space, a unit.
fn parse_with_unit<T: BoundedNumber>(text: &str) -> Option<u64> {
    let (number, unit) = text.split_once(' ')?;
    let (_, times) = T::UNITS.iter().find(|(name, _)| *name == unit)?;
    if number.is_empty() || !number.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    Some(number.parse::<u64>().unwrap_or(u64::MAX).saturating_mul(*times))
}
