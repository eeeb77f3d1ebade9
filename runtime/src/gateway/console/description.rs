use serde::Serialize;
use serde_json::Value;
use websocket_api_model::{
    declaration::{self, AuthorizerFunction, Declaration, RouteKeyKind},
    diagram::Diagram,
    selection::SelectionExpression,
};

use crate::gateway::{id::new_id, settings::GatewaySettings, stage::GatewayStage};

/// The description of the API for the console page.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::gateway) struct ApiDescription {
    /// A new ID for each start of the gateway.
    pub(super) gateway: String,
    name: String,
    documentation: Option<String>,
    stage: String,
    url: String,
    endpoint: String,
    route_selection_expression: String,
    routes: Vec<RouteDescription>,
    authorizer: Option<AuthorizerDescription>,
    limits: LimitsDescription,
    /// The diagram of the API, as SVG.
    diagram: String,
}

/// An example of a route's messages, with their schema.
#[derive(Debug, Default)]
pub(in crate::gateway) struct MessageSample {
    pub(in crate::gateway) route_key: String,
    pub(in crate::gateway) schema: Value,
    pub(in crate::gateway) example: Value,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct RouteDescription {
    key: String,
    handler: String,
    returns_response: bool,
    /// The body of a message that selects the route.
    template: Option<String>,
    /// The JSON Schema of the route's messages, if it is known.
    schema: Option<Value>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct AuthorizerDescription {
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    identity_source: Option<Vec<String>>,
    enforced: bool,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct LimitsDescription {
    frame_bytes: usize,
    message_bytes: usize,
    idle_ms: u128,
    duration_ms: u128,
    timeout_close_code: u16,
}

impl ApiDescription {
    pub(in crate::gateway) fn new(
        declaration: &Declaration,
        samples: &[MessageSample],
        stage: &GatewayStage,
        host: &str,
        settings: &GatewaySettings,
    ) -> Self {
        let sample = |key: &str| samples.iter().find(|sample| sample.route_key == key);
        let selection = SelectionExpression::parse(&declaration.route_selection_expression).ok();
        ApiDescription {
            gateway: new_id(),
            name: declaration.type_name.to_string(),
            documentation: declaration.documentation.as_deref().map(str::to_owned),
            stage: stage.name.clone(),
            url: format!("ws://{host}/{}", stage.name),
            endpoint: format!("http://{host}/{}", stage.name),
            route_selection_expression: declaration.route_selection_expression.to_string(),
            routes: declaration
                .routes
                .iter()
                .map(|route| RouteDescription::new(route, selection.as_ref(), sample(&route.key)))
                .collect(),
            authorizer: authorizer(declaration, settings),
            limits: LimitsDescription {
                frame_bytes: settings.max_frame,
                message_bytes: settings.max_message,
                idle_ms: settings.idle_timeout.as_millis(),
                duration_ms: settings.max_duration.as_millis(),
                timeout_close_code: settings.timeout_close_code,
            },
            diagram: Diagram::new(declaration).to_svg(),
        }
    }
}

impl RouteDescription {
    fn new(
        route: &declaration::Route,
        selection: Option<&SelectionExpression>,
        sample: Option<&MessageSample>,
    ) -> Self {
        let example = sample.and_then(|sample| serde_json::to_string_pretty(&sample.example).ok());
        RouteDescription {
            key: route.key.to_string(),
            handler: route.handler.to_string(),
            returns_response: route.return_response,
            schema: sample.map(|sample| sample.schema.clone()),
            template: match route.kind() {
                RouteKeyKind::Connect | RouteKeyKind::Disconnect => None,
                _ if example.is_some() => example,
                // A body that is not JSON selects `$default` with any expression.
                RouteKeyKind::Default => Some("hello".to_owned()),
                RouteKeyKind::Custom => {
                    let body = selection.and_then(|selection| selection.example(&route.key));
                    body.and_then(|body| serde_json::to_string_pretty(&body).ok())
                }
            },
        }
    }
}

fn authorizer(declaration: &Declaration, settings: &GatewaySettings) -> Option<AuthorizerDescription> {
    match &declaration.authorizer {
        declaration::Authorizer::None => None,
        declaration::Authorizer::Iam => Some(AuthorizerDescription {
            kind: "iam",
            identity_source: None,
            enforced: settings.aws_key.is_some(),
        }),
        declaration::Authorizer::Existing(_) => {
            Some(AuthorizerDescription { kind: "lambda", identity_source: None, enforced: false })
        }
        declaration::Authorizer::Lambda(lambda) => Some(AuthorizerDescription {
            kind: "lambda",
            identity_source: Some(lambda.identity_sources().map(str::to_owned).collect()),
            enforced: matches!(lambda.function, AuthorizerFunction::Own { .. }),
        }),
    }
}
