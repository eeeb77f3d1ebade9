use std::collections::HashMap;

use serde::{Serialize, Serializer, ser::SerializeMap};

use super::{Handle, LogicalId};
use crate::declaration::{Piece, Pseudo, Str, Text};

/// A string, or an expression that CloudFormation evaluates to one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expression {
    Literal(Str),
    Pseudo(Pseudo),
    Ref(LogicalId),
    GetAtt(LogicalId, Str),
    /// `Fn::Sub`
    Sub(Vec<Part>),
}

/// A part of a `Fn::Sub` string.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    Literal(Str),
    Pseudo(Pseudo),
    Ref(LogicalId),
    GetAtt(LogicalId, Str),
}

/// Concatenates strings, pseudo parameters, handles and expressions.
macro_rules! concat_expression {
    ($($part:expr),+ $(,)?) => {
        $crate::template::Expression::concat([$($crate::template::Expression::from($part)),+])
    };
}
pub(crate) use concat_expression;

impl Expression {
    /// Returns the text of the expression in `Fn::Sub`.
    pub fn to_sub(&self) -> String {
        match Expression::concat([self.clone()]) {
            Expression::Literal(text) => sub(&[Part::Literal(text)]),
            Expression::Sub(parts) => sub(&parts),
            Expression::Pseudo(pseudo) => sub(&[Part::Pseudo(pseudo)]),
            Expression::Ref(id) => sub(&[Part::Ref(id)]),
            Expression::GetAtt(id, attribute) => sub(&[Part::GetAtt(id, attribute)]),
        }
    }

    pub(crate) fn concat(expressions: impl IntoIterator<Item = Expression>) -> Expression {
        let expressions = expressions.into_iter();
        let mut parts = Vec::with_capacity(expressions.size_hint().0);
        for expression in expressions {
            match expression {
                Expression::Literal(text) => push(&mut parts, Part::Literal(text)),
                Expression::Pseudo(pseudo) => push(&mut parts, Part::Pseudo(pseudo)),
                Expression::Ref(id) => push(&mut parts, Part::Ref(id)),
                Expression::GetAtt(id, attribute) => push(&mut parts, Part::GetAtt(id, attribute)),
                Expression::Sub(inner) => inner.into_iter().for_each(|part| push(&mut parts, part)),
            }
        }
        match &parts[..] {
            [] => Expression::from(""),
            [Part::Literal(text)] => Expression::Literal(text.clone()),
            _ => Expression::Sub(parts),
        }
    }
}

/// Adds a part. Adjacent literals become one, so that a `$` before a `{` is escaped.
fn push(parts: &mut Vec<Part>, part: Part) {
    match (parts.last_mut(), part) {
        (Some(Part::Literal(before)), Part::Literal(text)) => before.to_mut().push_str(&text),
        (_, part) => parts.push(part),
    }
}

impl From<&'static str> for Expression {
    fn from(text: &'static str) -> Self {
        Expression::Literal(text.into())
    }
}

impl From<String> for Expression {
    fn from(text: String) -> Self {
        Expression::Literal(text.into())
    }
}

impl From<Pseudo> for Expression {
    fn from(pseudo: Pseudo) -> Self {
        Expression::Pseudo(pseudo)
    }
}

impl<T> From<&Handle<T>> for Expression {
    fn from(handle: &Handle<T>) -> Self {
        Expression::Ref(handle.id().clone())
    }
}

impl From<&Expression> for Expression {
    fn from(expression: &Expression) -> Self {
        expression.clone()
    }
}

impl From<&Text> for Expression {
    fn from(text: &Text) -> Self {
        let pieces = match text {
            Text::Literal(text) => return Expression::Literal(text.clone()),
            Text::Sub(pieces) => pieces,
        };
        let mut parts: Vec<Expression> = pieces
            .iter()
            .map(|piece| match piece {
                Piece::Literal(text) => Expression::Literal(text.clone()),
                Piece::Pseudo(pseudo) => Expression::Pseudo(*pseudo),
                Piece::Ref(name) => Expression::Ref(LogicalId::declared(name.clone())),
                Piece::GetAtt(name, attribute) => {
                    Expression::GetAtt(LogicalId::declared(name.clone()), attribute.clone())
                }
            })
            .collect();
        if parts.len() == 1 { parts.remove(0) } else { Expression::concat(parts) }
    }
}

impl Serialize for Expression {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Expression::Literal(text) if text.contains("${") => serialize_escaped(text, serializer),
            Expression::Literal(text) => serializer.serialize_str(text),
            Expression::Pseudo(pseudo) => serialize_function("Ref", pseudo.name(), serializer),
            Expression::Ref(id) => serialize_function("Ref", id.as_str(), serializer),
            Expression::GetAtt(id, attribute) => {
                serialize_function("Fn::GetAtt", &[id.as_str(), attribute], serializer)
            }
            Expression::Sub(parts) => serialize_function("Fn::Sub", &sub(parts), serializer),
        }
    }
}

fn serialize_function<S: Serializer, T: Serialize + ?Sized>(
    name: &str,
    argument: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(1))?;
    map.serialize_entry(name, argument)?;
    map.end()
}

/// Writes a string that looks like `Fn::Sub`, in a form that neither CloudFormation nor cfn-lint reports.
/// `Fn::Sub` does not expand the values that it inserts.
fn serialize_escaped<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(1))?;
    map.serialize_entry("Fn::Sub", &(text.replace("${", "${Dollar}{"), HashMap::from([("Dollar", "$")])))?;
    map.end()
}

/// Returns the text of `Fn::Sub`.
fn sub(parts: &[Part]) -> String {
    let mut text = String::with_capacity(128);
    for part in parts {
        match part {
            Part::Literal(literal) => push_escaped(literal, &mut text),
            Part::Pseudo(pseudo) => text.extend(["${", pseudo.name(), "}"]),
            Part::Ref(id) => text.extend(["${", id.as_str(), "}"]),
            Part::GetAtt(id, attribute) => text.extend(["${", id.as_str(), ".", attribute, "}"]),
        }
    }
    text
}

fn push_escaped(literal: &str, text: &mut String) {
    let mut rest = literal;
    while let Some((before, after)) = rest.split_once("${") {
        text.extend([before, "${!"]);
        rest = after;
    }
    text.push_str(rest);
}
