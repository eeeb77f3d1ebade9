use serde::Serialize;

use crate::template::Expression;

/// `AWS::ApiGatewayV2::Integration`
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct Integration {
    pub api_id: Expression,
    pub integration_type: &'static str,
    pub integration_uri: Expression,
}
