use super::{List, Str, Text, bake::bake};

/// A raw CloudFormation value of `resources`, `overrides` or conditions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Json {
    Null,
    Bool(bool),
    /// The number as JSON writes it.
    Number(Str),
    Text(Text),
    /// A string in which `${…}` is not a reference of the declaration: a logical ID, or the text of
    /// `Fn::Sub`.
    Verbatim(Str),
    List(List<Json>),
    Object(List<Member>),
}

bake! { enum Json { Null, Bool(value), Number(text), Text(text), Verbatim(text), List(items), Object(members) } }

/// A member of an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    pub key: Str,
    pub value: Json,
}

bake! { struct Member by key { key, value: [] } }

impl Json {
    /// Returns a member of an object.
    pub fn get(&self, key: &str) -> Option<&Json> {
        let Json::Object(members) = self else { return None };
        members.iter().find(|member| member.key == key).map(|member| &member.value)
    }

    /// Returns the value at a position where CloudFormation requires a boolean, which may be a string.
    /// Returns `None` if only a deployment decides the value.
    pub fn truth(&self) -> Option<bool> {
        match (self, self.as_str()) {
            (Json::Bool(value), _) => Some(*value),
            (_, Some(text)) => Some(text.eq_ignore_ascii_case("true")),
            (Json::Text(_) | Json::Object(_), None) => None,
            (Json::Null | Json::Number(_) | Json::List(_) | Json::Verbatim(_), _) => Some(false),
        }
    }

    /// Returns a string without references.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Json::Text(text) => text.as_literal(),
            Json::Verbatim(text) => Some(text),
            _ => None,
        }
    }
}
