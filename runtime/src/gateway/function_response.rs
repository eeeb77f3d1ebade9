//! The responses of functions, parsed from their JSON.

use std::{fmt, marker::PhantomData};

use serde::{
    Deserialize, Deserializer,
    de::{DeserializeOwned, MapAccess, Visitor},
};
use serde_json::{Map, Value, value::RawValue};

use crate::function_error::FunctionError;

/// A response to API Gateway.
pub(super) trait FunctionResponse: DeserializeOwned + Send + 'static {
    /// Parses the JSON of a response. A function whose response cannot be parsed has failed.
    fn parse(json: &[u8]) -> Result<Self, FunctionError> {
        serde_json::from_slice(json).map_err(|error| {
            FunctionError::new(FunctionError::REPLY, format!("the response cannot be read: {error}"))
        })
    }

    /// Returns the status that the access log has for the response.
    fn status(&self) -> u16;
}

/// The response of a route's function: a proxy response.
#[derive(Debug, Deserialize)]
pub(super) struct IntegrationResponse {
    #[serde(rename = "statusCode")]
    pub(super) status: u16,
    #[serde(default)]
    headers: Pairs<String>,
    #[serde(default)]
    pub(super) body: Option<String>,
}

impl IntegrationResponse {
    /// Returns the headers in the order of the response.
    pub(super) fn headers(&self) -> impl Iterator<Item = (&str, &str)> {
        self.headers.0.iter().map(|(name, value)| (&**name, &**value))
    }
}

impl FunctionResponse for IntegrationResponse {
    fn status(&self) -> u16 {
        self.status
    }
}

/// The response of an authorizer's function: a policy.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct AuthorizerResponse {
    principal_id: String,
    policy_document: AuthorizerPolicy,
    #[serde(default)]
    context: Pairs<Box<RawValue>>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct AuthorizerPolicy {
    statement: Vec<AuthorizerStatement>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "PascalCase")]
struct AuthorizerStatement {
    effect: String,
}

impl AuthorizerResponse {
    pub(super) fn is_allow(&self) -> bool {
        self.policy_document.statement.iter().all(|statement| statement.effect == "Allow")
    }

    /// Returns the context that events have of it: every value as text.
    pub(super) fn into_context(self) -> Map<String, Value> {
        // The text of a number is kept as the function wrote it.
        let text =
            |value: &RawValue| serde_json::from_str(value.get()).unwrap_or_else(|_| value.get().to_owned());
        let mut context = Map::from_iter([("principalId".to_owned(), Value::String(self.principal_id))]);
        context.extend(self.context.0.iter().map(|(key, value)| (key.clone(), Value::String(text(value)))));
        context
    }
}

impl FunctionResponse for AuthorizerResponse {
    fn status(&self) -> u16 {
        200
    }
}

/// The members of a JSON object, in their order.
#[derive(Debug)]
struct Pairs<T>(Vec<(String, T)>);

impl<T> Default for Pairs<T> {
    fn default() -> Self {
        Pairs(Vec::new())
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Pairs<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct PairsVisitor<T>(PhantomData<T>);

        impl<'de, T: Deserialize<'de>> Visitor<'de> for PairsVisitor<T> {
            type Value = Pairs<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Pairs<T>, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(Pairs(pairs))
            }
        }

        deserializer.deserialize_map(PairsVisitor(PhantomData))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn proxy_response_keeps_order_of_headers() {
        let json = r#"{"statusCode":201,"headers":{"B":"1","A":"2"},"body":"hi","isBase64Encoded":false}"#;
        let response = IntegrationResponse::parse(json.as_bytes()).expect("a response");
        assert_eq!((response.status(), response.body.as_deref()), (201, Some("hi")));
        assert_eq!(response.headers().collect::<Vec<_>>(), [("B", "1"), ("A", "2")]);
        assert!(IntegrationResponse::parse(br#"{"body":"hi"}"#).is_err());
    }

    #[test]
    fn authorizer_context_becomes_text() {
        let json = r#"{"principalId":"me","policyDocument":{"Version":"2012-10-17","Statement":[{"Effect":"Allow"}]},
                       "context":{"b":"a \"text\"","a":0.30000000000000004,"c":true}}"#;
        let response = AuthorizerResponse::parse(json.as_bytes()).expect("a response");
        assert!(response.is_allow());
        let expected =
            json!({ "principalId": "me", "b": "a \"text\"", "a": "0.30000000000000004", "c": "true" });
        let context = Value::Object(response.into_context());
        assert_eq!(context.to_string(), expected.to_string());
    }
}
