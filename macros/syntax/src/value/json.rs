use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Lit, LitStr};
use websocket_api_model::{
    declaration::{self, Piece, Pseudo, parse_text},
    message::{Help, Message},
};

use super::{FromValue, InterpolatedText, wrong_kind};
use crate::{
    Diagnostics, SyntaxRule,
    entry::{Entry, Key, parse_elements, parse_entries},
    raw_value::Value,
    suggest,
    table::{ReadState, Recorder, SpanRange},
};

/// A raw CloudFormation value.
#[derive(Clone, Debug)]
pub enum JsonValue {
    Null,
    Bool(bool),
    Number(String),
    /// A string with references in the form `${…}`, or a short form of CloudFormation.
    Text(InterpolatedText),
    /// A logical ID, such as one in `DependsOn`.
    Name(InterpolatedText),
    /// The text of a `Fn::Sub` with a map.
    Verbatim(InterpolatedText),
    List(Vec<JsonValue>),
    Object(Vec<JsonMember>),
}

/// A member of an object.
#[derive(Clone, Debug)]
pub struct JsonMember {
    pub key: String,
    pub key_tokens: TokenStream,
    pub value: JsonValue,
}

impl JsonValue {
    /// Returns a member of an object.
    pub fn get(&self, key: &str) -> Option<&JsonValue> {
        let JsonValue::Object(members) = self else { return None };
        members.iter().find(|member| member.key == key).map(|member| &member.value)
    }

    /// Returns the string, if it has no references.
    pub fn as_text(&self) -> Option<&InterpolatedText> {
        match self {
            JsonValue::Text(template) if template.text.as_literal().is_some() => Some(template),
            _ => None,
        }
    }

    /// Converts the strings of `DependsOn` to names.
    pub(crate) fn into_names(self) -> JsonValue {
        match self {
            JsonValue::Text(template) => {
                let name = template.literal.value();
                JsonValue::Name(InterpolatedText {
                    text: declaration::Text::Sub(vec![Piece::Ref(name.into())].into()),
                    literal: template.literal,
                })
            }
            JsonValue::List(items) => JsonValue::List(items.into_iter().map(JsonValue::into_names).collect()),
            other => other,
        }
    }
}

const EXPECTED: &str = "a string, a number, `true`, `false`, `null`, a list or a block";

impl FromValue for JsonValue {
    fn read(value: Value, name: &str, diagnostics: &mut Diagnostics) -> Option<Self> {
        match value {
            Value::Literal(None, Lit::Bool(lit)) => Some(JsonValue::Bool(lit.value)),
            Value::Literal(None, Lit::Str(literal)) => read_text(literal, diagnostics).map(JsonValue::Text),
            Value::Literal(minus, Lit::Int(lit)) if lit.suffix().is_empty() => {
                number(minus.is_some(), lit.base10_digits(), &lit, diagnostics)
            }
            Value::Literal(minus, Lit::Float(lit)) if lit.suffix().is_empty() => {
                number(minus.is_some(), lit.base10_digits(), &lit, diagnostics)
            }
            Value::Path(path) if path.is_ident("null") => Some(JsonValue::Null),
            Value::Path(path) => {
                let text = crate::raw_value::path_text(&path);
                let message = Message::new(format_args!("unexpected identifier `{text}`"));
                let write = |right: &str| Help::replace(format_args!("write `{right}`"), &*text, right);
                let message = match &*text {
                    "True" | "TRUE" => message.with_help(write("true")),
                    "False" | "FALSE" => message.with_help(write("false")),
                    _ => message
                        .help(format_args!("write `\"{text}\"` for the text"))
                        .help(format_args!("write `\"${{{text}}}\"` to refer to a resource")),
                };
                diagnostics.error(SyntaxRule::WrongKind, &path, message);
                None
            }
            Value::Group(Delimiter::Bracket, _, tokens) => {
                let elements = parse_elements(tokens, diagnostics);
                let read = |element| JsonValue::read(element, name, diagnostics);
                Some(JsonValue::List(readable(elements).filter_map(read).collect()))
            }
            Value::Group(Delimiter::Parenthesis, span, tokens) if holds_value(&tokens) => {
                let message =
                    Message::new("unexpected parentheses").help(format_args!("write `{name}: {tokens}`"));
                diagnostics.error_at(SyntaxRule::WrongKind, span.join(), message);
                None
            }
            Value::Group(Delimiter::Brace | Delimiter::Parenthesis, _, tokens) => {
                Some(read_object(parse_entries(tokens, diagnostics), diagnostics))
            }
            value => wrong_kind(EXPECTED, &value, name, diagnostics),
        }
    }

    fn record(&self, entry: &mut Recorder<'_>) {
        match self {
            JsonValue::Text(template) | JsonValue::Name(template) | JsonValue::Verbatim(template) => {
                entry.text(&template.literal);
            }
            JsonValue::List(items) => {
                for (index, item) in items.iter().enumerate() {
                    item.record(&mut entry.element(index));
                }
            }
            JsonValue::Object(members) => {
                for member in members {
                    let mut entry = entry.entry(member.key.clone());
                    entry.written(SpanRange::from_tokens(&member.key_tokens), None, ReadState::Complete);
                    member.value.record(&mut entry);
                }
            }
            JsonValue::Null | JsonValue::Bool(_) | JsonValue::Number(_) => {}
        }
    }
}

/// Returns `true` for the inside of `("a")` or `(true)`, which is a value and not an entry.
fn holds_value(tokens: &TokenStream) -> bool {
    let mut tokens = tokens.clone().into_iter();
    let is_value = match tokens.next() {
        Some(TokenTree::Literal(_)) => true,
        Some(TokenTree::Ident(ident)) => ident == "true" || ident == "false",
        _ => false,
    };
    is_value && tokens.next().is_none()
}

fn readable(elements: Vec<Value>) -> impl Iterator<Item = Value> {
    elements.into_iter().filter(|element| !matches!(element, Value::Invalid))
}

fn read_text(literal: LitStr, diagnostics: &mut Diagnostics) -> Option<InterpolatedText> {
    match parse_text(&literal.value()) {
        Ok(text) => Some(InterpolatedText { text, literal }),
        Err(error) => {
            diagnostics.error(SyntaxRule::InvalidReference, &literal, error.message());
            None
        }
    }
}

/// Parses a number and keeps its text, because a floating-point number could change it.
fn number(
    minus: bool,
    digits: &str,
    tokens: impl ToTokens,
    diagnostics: &mut Diagnostics,
) -> Option<JsonValue> {
    let text = format!("{}{digits}", if minus { "-" } else { "" });
    // `1.` is a number of Rust and not of JSON.
    let text = if text.ends_with('.') { format!("{text}0") } else { text };
    let written = tokens.to_token_stream().to_string();
    let padded = written.len() > 1 && written.starts_with('0') && written.bytes().all(|b| b.is_ascii_digit());
    let significant = digits.bytes().filter(u8::is_ascii_digit).skip_while(|b| *b == b'0').count();
    if !padded && significant <= 15 && text.parse::<f64>().is_ok_and(f64::is_finite) {
        return Some(JsonValue::Number(text));
    }
    let message = Message::new(format_args!("number `{written}` cannot be represented in JSON"))
        .with_help(Help::replace(format_args!("write `\"{written}\"`"), &*written, format!("\"{written}\"")));
    diagnostics.error(SyntaxRule::WrongKind, tokens, message);
    None
}

fn read_object(entries: Vec<Entry>, diagnostics: &mut Diagnostics) -> JsonValue {
    let alone = entries.len() == 1;
    let mut members: Vec<JsonMember> = Vec::new();
    for Entry { key, value } in entries {
        if members.iter().any(|member| member.key == key.text) {
            key.report_duplicate("this block", diagnostics);
            continue;
        }
        if matches!(value, Value::Invalid) {
            continue;
        }
        if alone && is_intrinsic(&key.text) {
            return read_intrinsic(&key, &value, diagnostics).unwrap_or(JsonValue::Null);
        }
        if let (true, Some(problem)) = (alone, unusable(&key.text)) {
            diagnostics.error(SyntaxRule::UnsupportedFunction, &key, problem);
            continue;
        }
        if let Some(value) = JsonValue::read(value, &key.text, diagnostics) {
            let key_tokens = key.to_token_stream();
            let value = if key.text == "Fn::Sub" { substitution(value) } else { value };
            members.push(JsonMember { key: key.text, key_tokens, value });
        }
    }
    // `Fn::Sub` of a string is an ordinary string here.
    match &members[..] {
        [JsonMember { key, value: JsonValue::Text(template), .. }] if key == "Fn::Sub" => {
            JsonValue::Text(template.clone())
        }
        _ => JsonValue::Object(members),
    }
}

/// The intrinsic functions of every template.
const FUNCTIONS: &[&str] = &[
    "Fn::Base64",
    "Fn::Cidr",
    "Fn::GetAZs",
    "Fn::GetAtt",
    "Fn::ImportValue",
    "Fn::Join",
    "Fn::Select",
    "Fn::Split",
    "Fn::Sub",
    "Fn::Transform",
];

/// Returns the reason why CloudFormation rejects a function in this template.
fn unusable(key: &str) -> Option<Message> {
    let unsupported = Message::new(format_args!("unsupported function `{key}`"));
    match key {
        "Fn::If" | "Condition" | "Fn::And" | "Fn::Equals" | "Fn::Not" | "Fn::Or" => {
            Some(unsupported.note("a declaration has no conditions"))
        }
        "Fn::FindInMap" => {
            let message = unsupported.note("a declaration has no mappings");
            Some(message.help("write the value, or `${Name}` of a parameter"))
        }
        _ if matches!(key, "Fn::Length" | "Fn::ToJsonString") || key.starts_with("Fn::ForEach::") => {
            let message = unsupported.note("the function needs the transform `AWS::LanguageExtensions`");
            Some(message.help("write the function's result"))
        }
        _ if !key.starts_with("Fn::") || FUNCTIONS.contains(&key) => None,
        _ => {
            let near = suggest::misspelt(key, FUNCTIONS.iter().copied())?;
            let message = Message::new(format_args!("unknown function `{key}`"));
            Some(message.with_help(suggest::similar("a function", key, near)))
        }
    }
}

fn is_intrinsic(key: &str) -> bool {
    matches!(key, "Ref" | "Fn::GetAtt")
}

/// The pseudo parameters that only `Ref` accepts.
const REF_ONLY: &[&str] = &["AWS::NoValue", "AWS::NotificationARNs"];

/// Parses `Ref` and `Fn::GetAtt` in their long form.
fn read_intrinsic(key: &Key, value: &Value, diagnostics: &mut Diagnostics) -> Option<JsonValue> {
    let reference = |literal: &LitStr, piece: Piece| {
        Some(JsonValue::Text(InterpolatedText {
            text: declaration::Text::Sub(vec![piece].into()),
            literal: literal.clone(),
        }))
    };
    let (name, attribute) = match (key.text.as_str(), value) {
        ("Ref", Value::Literal(None, Lit::Str(name))) => (name.clone(), None),
        ("Fn::GetAtt", Value::Literal(None, Lit::Str(text))) => match text.value().split_once('.') {
            Some((name, attribute)) => (LitStr::new(name, text.span()), Some(attribute.to_owned())),
            None => return wrong_kind(GET_ATT, value, &key.text, diagnostics),
        },
        ("Fn::GetAtt", Value::Group(Delimiter::Bracket, _, tokens)) => {
            match &parse_elements(tokens.clone(), diagnostics)[..] {
                [Value::Literal(None, Lit::Str(name)), Value::Literal(None, Lit::Str(attribute))] => {
                    (name.clone(), Some(attribute.value()))
                }
                _ => return wrong_kind(GET_ATT, value, &key.text, diagnostics),
            }
        }
        ("Ref", value) => {
            return wrong_kind(
                "the name of a resource in quotes, as in `\"Table\"`",
                value,
                "Ref",
                diagnostics,
            );
        }
        (_, value) => return wrong_kind(GET_ATT, value, &key.text, diagnostics),
    };
    let text = name.value();
    if text.contains("${") || !(text.starts_with("AWS::") || text.bytes().all(|b| b.is_ascii_alphanumeric()))
    {
        let message = Message::new(format_args!("expected the name of a resource for `{}`", key.text))
            .help("write the name alone: `\"Table\"`");
        diagnostics.error(SyntaxRule::WrongKind, &name, message);
        return None;
    }
    match attribute {
        Some(attribute) => reference(&name, Piece::GetAtt(text.into(), attribute.into())),
        None if REF_ONLY.contains(&&*text) => {
            let value =
                JsonValue::Verbatim(InterpolatedText { text: declaration::Text::literal(""), literal: name });
            Some(JsonValue::Object(vec![JsonMember {
                key: "Ref".into(),
                key_tokens: key.to_token_stream(),
                value,
            }]))
        }
        None => match Pseudo::ALL.iter().find(|pseudo| pseudo.name() == text) {
            Some(pseudo) => reference(&name, Piece::Pseudo(*pseudo)),
            None => reference(&name, Piece::Ref(text.into())),
        },
    }
}

const GET_ATT: &str = "a resource and its attribute, as in `[\"Table\", \"Arn\"]` or `\"Table.Arn\"`";

/// Returns a `Fn::Sub: [string, map]` with the string unchanged. Names without a value in the map are in the
/// template.
fn substitution(value: JsonValue) -> JsonValue {
    let JsonValue::List(mut items) = value else { return value };
    if let [JsonValue::Text(_), JsonValue::Object(map)] = &items[..] {
        let given: Vec<String> = map.iter().map(|member| member.key.clone()).collect();
        if let JsonValue::Text(template) = items.remove(0) {
            let rest: Vec<Piece> = template
                .text
                .references()
                .filter(|piece| !matches!(piece, Piece::Ref(name) if given.iter().any(|given| given == name)))
                .cloned()
                .collect();
            let text = declaration::Text::Sub(rest.into());
            items.insert(0, JsonValue::Verbatim(InterpolatedText { text, literal: template.literal }));
        }
    }
    JsonValue::List(items)
}
