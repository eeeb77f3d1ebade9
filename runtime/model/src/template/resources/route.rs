use indexmap::IndexMap;
use serde::Serialize;

use crate::{
    declaration::Str,
    template::{Body, Expression},
};

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
    #[serde(skip_serializing_if = "Option::is_none")]
    pub model_selection_expression: Option<Str>,
    /// The names of models, by values of `model_selection_expression`.
    #[serde(skip_serializing_if = "IndexMap::is_empty")]
    pub request_models: IndexMap<Str, Str>,
    pub target: Expression,
}

/// `AWS::ApiGatewayV2::Model`
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct Model {
    pub api_id: Expression,
    /// The name that routes refer to: letters and digits.
    pub name: Str,
    pub content_type: &'static str,
    pub schema: Body,
}

/// `AWS::ApiGatewayV2::RouteResponse`
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct RouteResponse {
    pub api_id: Expression,
    pub route_id: Expression,
    pub route_response_key: &'static str,
}
