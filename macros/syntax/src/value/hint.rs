use proc_macro2::Delimiter;
use quote::ToTokens;
use syn::Lit;
use websocket_api_model::{
    declaration::{KeywordEnum, Retention},
    message::Help,
};

use crate::raw_value::Value;

/// Returns the remedy for a value of the wrong kind, if it is certain: "write `20`".
pub(super) fn hint(name: &str, expected: &str, value: &Value) -> Option<Help> {
    corrected(name, expected, value).map(Help::new)
}

fn corrected(name: &str, expected: &str, value: &Value) -> Option<String> {
    let text = match value {
        Value::Literal(None, Lit::Str(text)) => Some(text.value()),
        _ => None,
    };
    let number = match value {
        Value::Literal(None, Lit::Int(number)) => Some(number),
        _ => None,
    };
    let write = |text: String| Some(format!("write `{text}`"));
    if let Value::Literal(None, Lit::Char(letter)) = value {
        return write(format!("\"{}\"", letter.value()));
    }
    if let (Value::Group(Delimiter::Brace | Delimiter::Parenthesis, ..), Some(remedy)) = (value, block(name))
    {
        return Some(remedy.into());
    }
    if name == "stage" {
        return write(format!("stage: {{ name: \"{}\" }}", text?));
    }
    if name == "retention" || name == "log_retention" {
        let days = number?.base10_parse::<u32>().ok()?;
        let (word, _) = Retention::ALL.iter().find(|(_, retention)| retention.days() == Some(days))?;
        return write(format!("{name}: {word}"));
    }
    if expected == "a string" {
        return match value {
            Value::Literal(None, Lit::Int(_) | Lit::Float(_) | Lit::Bool(_)) => {
                write(format!("\"{}\"", value.to_token_stream()))
            }
            _ => None,
        };
    }
    if expected.starts_with("a number") || expected.starts_with("a whole number") {
        // `"20"` is `20`, and `15m` is `"15 minutes"`.
        return match (text, number) {
            (Some(text), _) if text.parse::<u32>().is_ok() => write(text),
            (_, Some(number)) => {
                let unit = match number.suffix() {
                    "s" | "sec" => "seconds",
                    "m" | "min" => "minutes",
                    "h" => "hours",
                    "MB" | "mb" => "MB",
                    "GB" | "gb" => "GB",
                    _ => return None,
                };
                expected.contains('"').then(|| format!("write `\"{} {unit}\"`", number.base10_digits()))
            }
            _ => None,
        };
    }
    if expected.contains("a list") {
        return write(format!("[\"{}\"]", text?));
    }
    if expected.starts_with("`true` or `false`") {
        return text.filter(|text| text == "true" || text == "false").and_then(write);
    }
    if expected.starts_with("a block") && matches!(value, Value::Group(Delimiter::Bracket, ..)) {
        return write(format!("{name}: {{ … }}"));
    }
    None
}

/// Returns the remedy for another tool's block under this key.
fn block(name: &str) -> Option<&'static str> {
    Some(match name {
        "functions" => "write a route and its function as one entry: `routes: { $connect: handler }`",
        "tracing" => "write `tracing: active`",
        "Variables" => "write names and values in `environment` itself",
        _ => return None,
    })
}

/// Returns the remedy for another tool's word for an authorizer.
pub(crate) fn authorizer(word: &str) -> Option<&'static str> {
    Some(match word {
        "AWS_IAM" | "aws_iam" => "write `authorizer: iam`",
        "CUSTOM" | "REQUEST" | "custom" | "request" => {
            "write `authorizer: { type: lambda, function: handler }`"
        }
        "jwt" | "JWT" | "cognito" | "COGNITO_USER_POOLS" | "user_pool" => {
            "verify the token in a Lambda authorizer: `authorizer: { type: lambda, function: handler }`"
        }
        _ => return None,
    })
}
