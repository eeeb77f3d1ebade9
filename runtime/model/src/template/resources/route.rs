use serde::Serialize;

use crate::{spec::Str, template::Expression};

/// `AWS::ApiGatewayV2::Route`
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct Route {
    pub api_id: Expression,
    pub route_key: Str,
    pub authorization_type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub authorizer_id: Option<Expression>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub route_response_selection_expression: Option<&'static str>,
    pub target: Expression,
}

/// `AWS::ApiGatewayV2::RouteResponse`
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct RouteResponse {
    pub api_id: Expression,
    pub route_id: Expression,
    pub route_response_key: &'static str,
}
