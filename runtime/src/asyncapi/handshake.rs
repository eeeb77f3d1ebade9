use serde_json::{Map, Value, json};
use websocket_api_model::declaration::{Authorizer, Declaration};

use super::{
    Accounts, Undescribed,
    schemas::{Direction, Schemas, asks_for_more, forget_members, needs_members, resolve},
};

/// What a client must bring to connect.
#[derive(Debug, Default)]
pub(super) struct Handshake {
    /// Schemas that the query string must meet, all of them, besides `tokens`.
    pub(super) query: Vec<Value>,
    /// Names of headers that must be there.
    pub(super) headers: Vec<String>,
    /// Names in the query string that must be there for the authorizer.
    pub(super) tokens: Vec<String>,
}

impl Handshake {
    pub(super) fn of(
        declaration: &Declaration,
        readers: [Option<Accounts>; 2],
        schemas: &mut Schemas,
        undescribed: &mut Vec<Undescribed>,
    ) -> Self {
        let mut handshake = Handshake::default();
        for (accounts, what) in
            readers.into_iter().zip(["the query string of `$connect`", "the query string of the authorizer"])
        {
            match accounts.map(|accounts| schemas.tell(accounts.message, Direction::Received)) {
                Some(Ok(told)) => handshake.query.extend(told.query),
                // Most handlers of handshakes read no query string, and then nothing is missing.
                Some(Err(types)) if types.contains("Query<") => {
                    undescribed.push(Undescribed { what: what.to_owned(), types });
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

    /// The schemas of what a client must bring itself, without what the authorizer reads.
    pub(super) fn own_query(&self, schemas: &Map<String, Value>) -> Vec<Value> {
        let own = |schema: &Value| {
            let mut own = resolve(schema, schemas).clone();
            let is_token = |name: &str| self.tokens.iter().any(|token| token == name);
            let properties = own.get("properties").and_then(Value::as_object);
            if !properties.is_some_and(|properties| properties.keys().any(|name| is_token(name))) {
                return Some(schema.clone());
            }
            forget_members(&mut own, is_token);
            let is_empty = own["properties"].as_object().is_none_or(Map::is_empty);
            (!is_empty || asks_for_more(&own)).then_some(own)
        };
        self.query.iter().filter_map(own).collect()
    }

    /// Whether a client must bring a query string besides what the authorizer reads.
    pub(super) fn needs_query(&self, schemas: &Map<String, Value>) -> bool {
        self.own_query(schemas).iter().any(|schema| needs_members(schema, schemas))
    }

    /// The schema of the query string with what the authorizer wants; `None` if there is nothing to say.
    pub(super) fn whole_query(&self) -> Option<Value> {
        let tokens = (!self.tokens.is_empty()).then(|| strings(&self.tokens));
        match &*self.query.iter().cloned().chain(tokens).collect::<Vec<_>>() {
            [] => None,
            [one] => Some(one.clone()),
            several => Some(json!({ "type": "object", "properties": {}, "allOf": several })),
        }
    }
}

/// An object with these strings.
pub(super) fn strings(names: &[String]) -> Value {
    let properties: Map<String, Value> =
        names.iter().map(|name| (name.clone(), json!({ "type": "string" }))).collect();
    json!({ "type": "object", "properties": properties, "required": names })
}

/// What a Lambda authorizer wants to see.
fn identity_sources(declaration: &Declaration) -> Vec<&str> {
    match &declaration.authorizer {
        Authorizer::Lambda(lambda) => lambda.identity_sources().collect(),
        _ => Vec::new(),
    }
}
