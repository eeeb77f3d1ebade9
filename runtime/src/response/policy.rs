use serde::Serialize;
use serde_json::{Map, Value};

/// The response of an authorizer's function.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Policy {
    principal_id: String,
    policy_document: Document,
    #[serde(skip_serializing_if = "Map::is_empty")]
    context: Map<String, Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    usage_identifier_key: Option<String>,
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
struct Document {
    version: &'static str,
    statement: [Statement; 1],
}

#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "PascalCase")]
struct Statement {
    action: &'static str,
    effect: &'static str,
    resource: String,
}

impl Policy {
    pub(crate) fn allow(resource: String, allow: super::Allow) -> Result<Policy, String> {
        let policy = Policy {
            principal_id: allow.principal,
            policy_document: Document::new("Allow", resource),
            context: allow.context?,
            usage_identifier_key: allow.usage_identifier_key,
        };
        Ok(policy)
    }

    /// API Gateway requires a principal also in a denial.
    pub(crate) fn deny(resource: String) -> Policy {
        Policy {
            principal_id: "anonymous".to_owned(),
            policy_document: Document::new("Deny", resource),
            context: Map::new(),
            usage_identifier_key: None,
        }
    }
}

impl Document {
    fn new(effect: &'static str, resource: String) -> Self {
        let statement = Statement { action: "execute-api:Invoke", effect, resource };
        Document { version: "2012-10-17", statement: [statement] }
    }
}
