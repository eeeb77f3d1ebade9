use super::{List, Str, Text};

/// A value in CloudFormation's own spelling, as `resources`, `overrides` and conditions hold them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Json {
    Null,
    Bool(bool),
    /// The number as JSON writes it.
    Number(Str),
    Text(Text),
    /// A string in which `${…}` means nothing to us: a logical id, or what `Fn::Sub` is given.
    Verbatim(Str),
    List(List<Json>),
    Object(List<Member>),
}

/// A member of an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    pub key: Str,
    pub value: Json,
}

impl Json {
    /// A member of an object.
    pub fn get(&self, key: &str) -> Option<&Json> {
        let Json::Object(members) = self else { return None };
        members.iter().find(|member| member.key == key).map(|member| &member.value)
    }

    /// A string without references.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Json::Text(text) => text.as_literal(),
            Json::Verbatim(text) => Some(text),
            _ => None,
        }
    }
}
