use serde::Serialize;

use crate::{declaration::Str, template::Expression};

/// `AWS::ApiGatewayV2::Authorizer`
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct Authorizer {
    pub api_id: Expression,
    pub name: Expression,
    pub authorizer_type: &'static str,
    pub authorizer_uri: Expression,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub identity_source: Vec<Str>,
}
