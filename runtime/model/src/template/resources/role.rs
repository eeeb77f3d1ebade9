use serde::Serialize;

use super::TagList;
use crate::{
    declaration::Str,
    template::{Body, Expression},
};

/// `AWS::IAM::Role`
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct Role {
    pub assume_role_policy_document: TrustDocument,
    pub managed_policy_arns: Vec<Expression>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub policies: Vec<RolePolicy>,
    #[serde(skip_serializing_if = "TagList::is_empty")]
    pub tags: TagList,
}

impl Role {
    /// Returns the length of the inline policies without white space, in characters, as IAM counts them.
    pub fn policy_size(&self) -> usize {
        let size =
            |policy: &RolePolicy| serde_json::to_string(&policy.policy_document).map_or(0, |json| json.len());
        self.policies.iter().map(size).sum()
    }
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct RolePolicy {
    pub policy_name: &'static str,
    pub policy_document: PolicyDocument,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct PolicyDocument {
    version: &'static str,
    pub statement: Vec<Statement>,
}

impl PolicyDocument {
    pub fn new(statement: Vec<Statement>) -> Self {
        Self { version: POLICY_VERSION, statement }
    }
}

const POLICY_VERSION: &str = "2012-10-17";

#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct Statement {
    pub effect: &'static str,
    pub action: Vec<Str>,
    pub resource: Vec<Expression>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub condition: Option<Body>,
}

/// The service that may assume the role.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct TrustDocument {
    version: &'static str,
    statement: [TrustStatement; 1],
}

impl TrustDocument {
    pub fn service(service: &'static str) -> Self {
        Self {
            version: POLICY_VERSION,
            statement: [TrustStatement {
                effect: "Allow",
                principal: TrustPrincipal { service },
                action: "sts:AssumeRole",
            }],
        }
    }
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct TrustStatement {
    effect: &'static str,
    principal: TrustPrincipal,
    action: &'static str,
}

#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct TrustPrincipal {
    service: &'static str,
}
