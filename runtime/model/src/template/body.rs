use indexmap::IndexMap;
use serde::Serialize;

use super::Expression;
use crate::declaration::{Json, Member, Str};

/// A raw CloudFormation value.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Body {
    Null,
    Bool(bool),
    Number(serde_json::Number),
    Text(Expression),
    Verbatim(Str),
    List(Vec<Body>),
    Object(IndexMap<Str, Body>),
}

impl From<&Json> for Body {
    fn from(json: &Json) -> Self {
        match json {
            Json::Null => Body::Null,
            Json::Bool(value) => Body::Bool(*value),
            // The front end accepts only numbers of JSON.
            Json::Number(text) => text.parse().map_or_else(|_| Body::Verbatim(text.clone()), Body::Number),
            Json::Text(text) => Body::Text(Expression::from(text)),
            Json::Verbatim(text) => Body::Verbatim(text.clone()),
            Json::List(items) => Body::List(items.iter().map(Body::from).collect()),
            Json::Object(members) => Body::Object(object(members)),
        }
    }
}

pub(crate) fn object(members: &[Member]) -> IndexMap<Str, Body> {
    members.iter().map(|member| (member.key.clone(), Body::from(&member.value))).collect()
}
