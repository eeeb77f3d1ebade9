use serde_json::{Map, Value, json};
use websocket_api_model::declaration::{Authorizer, Declaration};

use super::{
    json_schema::{allows_other_members, remove_members, requires_members, resolve},
    opaque_type::OpaqueType,
    schemas::{Direction, SchemaSet},
};
use crate::handler::schema::TypeSchema;

/// The query string and the headers that a client needs to connect.
#[derive(Debug, Default)]
pub(super) struct Handshake {
    /// Schemas that the query string must match, all of them, in addition to `tokens`.
    pub(super) query: Vec<Value>,
    /// Names of required headers.
    pub(super) headers: Vec<String>,
    /// Names in the query string that the authorizer requires.
    pub(super) tokens: Vec<String>,
}

impl Handshake {
    pub(super) fn new(
        declaration: &Declaration,
        readers: [Option<TypeSchema>; 2],
        schemas: &mut SchemaSet,
        opaque_types: &mut Vec<OpaqueType>,
    ) -> Self {
        let mut handshake = Handshake::default();
        let subjects = ["the query string of `$connect`", "the query string of the authorizer"];
        for (reader, subject) in readers.into_iter().zip(subjects) {
            match reader.map(|schema| schemas.describe(schema, Direction::Received)) {
                Some(Ok(description)) => handshake.query.extend(description.query),
                // Most handlers of handshakes read no query string, and then nothing is missing.
                Some(Err(type_name)) if type_name.contains("Query<") => {
                    opaque_types.push(OpaqueType { subject: subject.to_owned(), type_name });
                }
                Some(Err(_)) | None => {}
            }
        }
        for source in identity_sources(declaration) {
            if let Some(name) = source.strip_prefix("route.request.header.") {
                handshake.headers.push(name.to_owned());
            } else if let Some(name) = source.strip_prefix("route.request.querystring.") {
                handshake.tokens.push(name.to_owned());
            }
        }
        handshake
    }

    /// Returns the schemas of the query string without the names that the authorizer reads.
    pub(super) fn client_query(&self, schemas: &Map<String, Value>) -> Vec<Value> {
        let without_tokens = |schema: &Value| {
            let mut rest = resolve(schema, schemas).clone();
            let is_token = |name: &str| self.tokens.iter().any(|token| token == name);
            let properties = rest.get("properties").and_then(Value::as_object);
            if !properties.is_some_and(|properties| properties.keys().any(|name| is_token(name))) {
                return Some(schema.clone());
            }
            remove_members(&mut rest, is_token);
            let is_empty = rest["properties"].as_object().is_none_or(Map::is_empty);
            (!is_empty || allows_other_members(&rest)).then_some(rest)
        };
        self.query.iter().filter_map(without_tokens).collect()
    }

    /// Returns `true` if the query string has required names in addition to those that the authorizer reads.
    pub(super) fn requires_query(&self, schemas: &Map<String, Value>) -> bool {
        self.client_query(schemas).iter().any(|schema| requires_members(schema, schemas))
    }

    /// Returns the schema of the whole query string; `None` if any query string is accepted.
    pub(super) fn full_query(&self) -> Option<Value> {
        let tokens = (!self.tokens.is_empty()).then(|| string_members(&self.tokens));
        match &*self.query.iter().cloned().chain(tokens).collect::<Vec<_>>() {
            [] => None,
            [one] => Some(one.clone()),
            several => Some(json!({ "type": "object", "properties": {}, "allOf": several })),
        }
    }
}

/// Returns the schema of an object with these members, all strings.
pub(super) fn string_members(names: &[String]) -> Value {
    let properties: Map<String, Value> =
        names.iter().map(|name| (name.clone(), json!({ "type": "string" }))).collect();
    json!({ "type": "object", "properties": properties, "required": names })
}

/// Returns the identity sources of a Lambda authorizer.
fn identity_sources(declaration: &Declaration) -> Vec<&str> {
    match &declaration.authorizer {
        Authorizer::Lambda(lambda) => lambda.identity_sources().collect(),
        _ => Vec::new(),
    }
}
