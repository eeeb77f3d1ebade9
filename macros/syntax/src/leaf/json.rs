use proc_macro2::{Delimiter, TokenStream};
use quote::ToTokens;
use syn::{Lit, LitStr};
use websocket_api_model::spec::{self, Piece, Pseudo, parse_text};

use super::{Leaf, Template, wrong_kind};
use crate::{
    Diagnostics,
    entry::{Entry, parse_elements, parse_entries},
    value::Value,
};

/// A value in CloudFormation's own spelling.
#[derive(Clone, Debug)]
pub enum Json {
    Null,
    Bool(bool),
    Number(String),
    /// A string; what it refers to stands in CloudFormation's short form or as `${…}`.
    Text(Template),
    /// A logical id, as `DependsOn` wants it.
    Name(Template),
    /// What `Fn::Sub` is given beside a map.
    Verbatim(Template),
    List(Vec<Json>),
    Object(Vec<JsonMember>),
}

/// A member of an object.
#[derive(Clone, Debug)]
pub struct JsonMember {
    pub key: String,
    pub key_tokens: TokenStream,
    pub value: Json,
}

impl Json {
    /// A member of an object.
    pub fn get(&self, key: &str) -> Option<&Json> {
        let Json::Object(members) = self else { return None };
        members.iter().find(|member| member.key == key).map(|member| &member.value)
    }

    /// The string, if it refers to nothing.
    pub fn as_text(&self) -> Option<&Template> {
        match self {
            Json::Text(template) if template.text.as_literal().is_some() => Some(template),
            _ => None,
        }
    }

    /// Turns the strings of `DependsOn` into names.
    pub(crate) fn into_names(self) -> Json {
        match self {
            Json::Text(template) => {
                let name = template.literal.value();
                Json::Name(Template {
                    text: spec::Text::Sub(vec![Piece::Ref(name.into())].into()),
                    literal: template.literal,
                })
            }
            Json::List(items) => Json::List(items.into_iter().map(Json::into_names).collect()),
            other => other,
        }
    }
}

const EXPECTED: &str = "a string, a number, `true`, `false`, `null`, a list or a block";

impl Leaf for Json {
    fn read(value: Value, name: &str, diagnostics: &mut Diagnostics) -> Option<Self> {
        match value {
            Value::Literal(None, Lit::Bool(lit)) => Some(Json::Bool(lit.value)),
            Value::Literal(None, Lit::Str(literal)) => read_text(literal, diagnostics).map(Json::Text),
            Value::Literal(minus, Lit::Int(lit)) if lit.suffix().is_empty() => {
                number(minus.is_some(), lit.base10_digits(), &lit, diagnostics)
            }
            Value::Literal(minus, Lit::Float(lit)) if lit.suffix().is_empty() => {
                number(minus.is_some(), lit.base10_digits(), &lit, diagnostics)
            }
            Value::Path(path) if path.is_ident("null") => Some(Json::Null),
            Value::Path(path) => {
                let text = crate::value::path_text(&path);
                diagnostics.error(
                    &path,
                    format_args!(
                        "`{text}` has no meaning here; write `\"${{{text}}}\"` to refer to a resource"
                    ),
                );
                None
            }
            Value::Group(Delimiter::Bracket, _, tokens) => {
                let elements = parse_elements(tokens, diagnostics);
                let read = |element| Json::read(element, name, diagnostics);
                Some(Json::List(readable(elements).filter_map(read).collect()))
            }
            Value::Group(Delimiter::Brace | Delimiter::Parenthesis, _, tokens) => {
                Some(read_object(parse_entries(tokens, diagnostics), diagnostics))
            }
            value => wrong_kind(EXPECTED, &value, name, diagnostics),
        }
    }

    fn visit_texts(&self, visit: &mut dyn FnMut(&Template)) {
        match self {
            Json::Text(template) | Json::Name(template) | Json::Verbatim(template) => visit(template),
            Json::List(items) => items.iter().for_each(|item| item.visit_texts(visit)),
            Json::Object(members) => members.iter().for_each(|member| member.value.visit_texts(visit)),
            Json::Null | Json::Bool(_) | Json::Number(_) => {}
        }
    }
}

fn readable(elements: Vec<Value>) -> impl Iterator<Item = Value> {
    elements.into_iter().filter(|element| !matches!(element, Value::Unreadable))
}

fn read_text(literal: LitStr, diagnostics: &mut Diagnostics) -> Option<Template> {
    match parse_text(&literal.value()) {
        Ok(text) => Some(Template { text, literal }),
        Err(error) => {
            diagnostics.error(&literal, error);
            None
        }
    }
}

fn number(minus: bool, digits: &str, tokens: impl ToTokens, diagnostics: &mut Diagnostics) -> Option<Json> {
    let text = format!("{}{digits}", if minus { "-" } else { "" });
    // `1.` is a number of Rust's and none of JSON's.
    let text = if text.ends_with('.') { format!("{text}0") } else { text };
    if text.parse::<f64>().is_ok_and(f64::is_finite) {
        return Some(Json::Number(text));
    }
    diagnostics.error(tokens, format_args!("the number `{text}` is too large"));
    None
}

fn read_object(entries: Vec<Entry>, diagnostics: &mut Diagnostics) -> Json {
    let alone = entries.len() == 1;
    let mut members: Vec<JsonMember> = Vec::new();
    for Entry { key, value } in entries {
        if members.iter().any(|member| member.key == key.text) {
            diagnostics.error(&key, format_args!("duplicate key `{}`", key.text));
            continue;
        }
        if matches!(value, Value::Unreadable) {
            continue;
        }
        if alone && let Some(short) = read_intrinsic(&key.text, &value) {
            return short;
        }
        if let Some(value) = Json::read(value, &key.text, diagnostics) {
            let key_tokens = key.to_token_stream();
            let value = if key.text == "Fn::Sub" { substitution(value) } else { value };
            members.push(JsonMember { key: key.text, key_tokens, value });
        }
    }
    // `Fn::Sub` of a string is what every string is here.
    match &members[..] {
        [JsonMember { key, value: Json::Text(template), .. }] if key == "Fn::Sub" => {
            Json::Text(template.clone())
        }
        _ => Json::Object(members),
    }
}

/// `Ref` and `Fn::GetAtt` in their long form.
fn read_intrinsic(key: &str, value: &Value) -> Option<Json> {
    let reference = |literal: LitStr, piece: Piece| {
        Json::Text(Template { text: spec::Text::Sub(vec![piece].into()), literal })
    };
    match (key, value) {
        ("Ref", Value::Literal(None, Lit::Str(literal))) => {
            let name = literal.value();
            let piece = match Pseudo::ALL.iter().find(|pseudo| pseudo.name() == name) {
                Some(pseudo) => Piece::Pseudo(*pseudo),
                None => Piece::Ref(name.into()),
            };
            Some(reference(literal.clone(), piece))
        }
        ("Fn::GetAtt", Value::Literal(None, Lit::Str(literal))) => {
            let text = literal.value();
            let (name, attribute) = text.split_once('.')?;
            Some(reference(
                literal.clone(),
                Piece::GetAtt(name.to_owned().into(), attribute.to_owned().into()),
            ))
        }
        ("Fn::GetAtt", Value::Group(Delimiter::Bracket, _, tokens)) => {
            let mut quiet = Diagnostics::new();
            let elements = parse_elements(tokens.clone(), &mut quiet);
            let sound = quiet.into_vec().is_empty();
            match &elements[..] {
                [Value::Literal(None, Lit::Str(name)), Value::Literal(None, Lit::Str(attribute))]
                    if sound =>
                {
                    let piece = Piece::GetAtt(name.value().into(), attribute.value().into());
                    Some(reference(name.clone(), piece))
                }
                _ => None,
            }
        }
        _ => None,
    }
}

/// The string of `Fn::Sub: [string, map]` goes as it is; what the map does not give must be in the template.
fn substitution(value: Json) -> Json {
    let Json::List(mut items) = value else { return value };
    if let [Json::Text(_), Json::Object(map)] = &items[..] {
        let given: Vec<String> = map.iter().map(|member| member.key.clone()).collect();
        if let Json::Text(template) = items.remove(0) {
            let rest: Vec<Piece> = template
                .text
                .references()
                .filter(|piece| !matches!(piece, Piece::Ref(name) if given.iter().any(|given| given == name)))
                .cloned()
                .collect();
            let text = spec::Text::Sub(rest.into());
            items.insert(0, Json::Verbatim(Template { text, literal: template.literal }));
        }
    }
    Json::List(items)
}
