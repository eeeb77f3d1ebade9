use std::borrow::Cow;

use serde_json::{Map, Value, json};

use crate::asyncapi::json_schema::ANNOTATIONS;

/// A schema, and the document that it refers into.
#[derive(Clone, Copy)]
pub(super) struct Schema<'a> {
    pub(super) schema: &'a Value,
    pub(super) document: &'a Value,
    /// `true` if the schemas of `allOf` are excluded because they are compared separately.
    pub(super) alone: bool,
}

impl<'a> Schema<'a> {
    pub(super) fn new(schema: &'a Value, document: &'a Value) -> Self {
        Schema { schema, document, alone: false }
    }

    pub(super) fn at(self, schema: &'a Value) -> Self {
        Schema::new(follow(schema, self.document), self.document)
    }

    /// Returns the alternatives of `oneOf` or `anyOf`. A nested alternative includes its sibling keywords.
    pub(super) fn alternatives(self) -> Vec<Cow<'a, Value>> {
        let list = ["oneOf", "anyOf"].into_iter().find_map(|key| self.schema.get(key)?.as_array());
        let Some(list) = list else { return vec![Cow::Borrowed(self.schema)] };
        let each = |one: &'a Value| {
            let one = self.at(one);
            let beside = one.beside_alternatives();
            one.alternatives().into_iter().map(move |inner| match &beside {
                Some(beside) => Cow::Owned(json!({ "allOf": [inner, beside] })),
                None => inner,
            })
        };
        list.iter().flat_map(each).collect()
    }

    /// Returns the keywords that hold for all alternatives, or `None` without such keywords or alternatives.
    pub(super) fn beside_alternatives(self) -> Option<Value> {
        let beside = |(key, _): &(&String, &Value)| !["oneOf", "anyOf"].contains(&&***key);
        let members = self.schema.as_object().filter(|_| self.is_union())?;
        let beside: Map<String, Value> =
            members.iter().filter(beside).map(|(key, value)| (key.clone(), value.clone())).collect();
        beside.keys().any(|key| !ANNOTATIONS.contains(&&**key)).then_some(beside.into())
    }

    pub(super) fn is_union(self) -> bool {
        self.schema.get("oneOf").or_else(|| self.schema.get("anyOf")).is_some()
    }

    /// Returns a schema for each alternative with its sibling keywords. The list is empty without alternatives.
    pub(super) fn unfolded(self) -> Vec<Value> {
        let parts = self.parts();
        let Some(union) = parts.iter().find(|part| part.is_union()) else { return Vec::new() };
        let beside = parts.iter().filter_map(|part| {
            let mut members = part.schema.as_object()?.clone();
            members.remove("allOf");
            if std::ptr::eq(part.schema, union.schema) {
                members.retain(|key, _| key != "oneOf" && key != "anyOf");
            }
            (!members.is_empty()).then_some(Value::Object(members))
        });
        let beside: Vec<Value> = beside.collect();
        let whole = |one: Cow<'_, Value>| {
            let all: Vec<&Value> = std::iter::once(&*one).chain(&beside).collect();
            json!({ "allOf": all })
        };
        union.alternatives().into_iter().map(whole).collect()
    }

    /// Returns a schema for each type of `type`.
    pub(super) fn split_types(self) -> Vec<Value> {
        self.types().into_iter().map(|ty| json!({ "allOf": [{ "type": ty }, self.schema] })).collect()
    }

    /// Returns all schemas that a value must match.
    pub(super) fn parts(self) -> Vec<Schema<'a>> {
        let all =
            self.schema.get("allOf").filter(|_| !self.alone).and_then(Value::as_array).into_iter().flatten();
        std::iter::once(self).chain(all.flat_map(|part| self.at(part).parts())).collect()
    }

    pub(super) fn get(self, key: &str) -> Option<&'a Value> {
        self.parts().into_iter().find_map(|part| part.schema.get(key))
    }

    pub(super) fn property(self, name: &str) -> Option<Schema<'a>> {
        self.parts().into_iter().find_map(|part| Some(part.at(part.schema.get("properties")?.get(name)?)))
    }

    pub(super) fn properties(self) -> Vec<(&'a String, Schema<'a>)> {
        let parts = self.parts().into_iter();
        parts
            .flat_map(|part| {
                let properties = part.schema.get("properties").and_then(Value::as_object);
                properties.into_iter().flatten().map(move |(name, schema)| (name, part.at(schema)))
            })
            .collect()
    }

    pub(super) fn requires(self, name: &str) -> bool {
        self.required().contains(&name)
    }

    pub(super) fn required(self) -> Vec<&'a str> {
        let parts = self.parts().into_iter().filter_map(|part| part.schema.get("required")?.as_array());
        parts.flatten().filter_map(Value::as_str).collect()
    }

    /// Returns the schema of additional members, if they are allowed.
    pub(super) fn other_members(self) -> Option<&'a Value> {
        self.get("additionalProperties").filter(|values| **values != false)
    }

    /// Returns the schemas of members whose names match a pattern.
    pub(super) fn patterns(self) -> Vec<(&'a String, &'a Value)> {
        let parts = self.parts().into_iter();
        parts
            .flat_map(|part| {
                part.schema.get("patternProperties").and_then(Value::as_object).into_iter().flatten()
            })
            .collect()
    }

    /// Returns the names of types. An empty list allows every type.
    pub(super) fn types(self) -> Vec<&'a str> {
        match self.get("type") {
            Some(Value::String(name)) => vec![name],
            Some(Value::Array(names)) => names.iter().filter_map(Value::as_str).collect(),
            _ if self.get("properties").is_some() => vec!["object"],
            _ => Vec::new(),
        }
    }

    /// Returns the values of `const` or `enum`.
    pub(super) fn values(self) -> Option<Vec<&'a Value>> {
        match (self.get("const"), self.get("enum")) {
            (Some(value), _) => Some(vec![value]),
            (None, Some(Value::Array(values))) => Some(values.iter().collect()),
            _ => None,
        }
    }

    /// Returns the constant members, which distinguish alternatives.
    pub(super) fn tags(self) -> Vec<(&'a String, &'a Value)> {
        let constant = |(name, schema): (&'a String, Schema<'a>)| Some((name, schema.get("const")?));
        self.properties().into_iter().filter_map(constant).collect()
    }

    pub(super) fn name(self) -> String {
        let tag = self.tags().first().map(|(_, value)| value.to_string());
        let values = || {
            self.values().map(|values| values.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "))
        };
        tag.or_else(values).unwrap_or_else(|| match self.types()[..] {
            [] => "anything".to_owned(),
            ref types => types.join(" or "),
        })
    }
}

/// Returns the target of a reference, or the value itself.
pub(super) fn follow<'a>(mut value: &'a Value, document: &'a Value) -> &'a Value {
    // The limit ends references to themselves.
    for _ in 0..32 {
        let Some(reference) = value.get("$ref").and_then(Value::as_str) else { break };
        let Some(found) = reference.strip_prefix('#').and_then(|pointer| document.pointer(pointer)) else {
            break;
        };
        value = found;
    }
    value
}
