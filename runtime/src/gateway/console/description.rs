use serde::Serialize;
use serde_json::Value;
use websocket_api_model::{
    declaration::{self, AuthorizerFunction, Declaration, RouteKeyKind},
    selection::SelectionExpression,
};

use crate::{
    Diagram,
    gateway::{id::new_id, settings::Settings},
};

/// What the page is told of the API.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(in crate::gateway) struct Description {
    /// Another one each time that the gateway is started.
    pub(super) gateway: String,
    name: String,
    documentation: Option<String>,
    stage: String,
    url: String,
    endpoint: String,
    route_selection_expression: String,
    routes: Vec<Route>,
    authorizer: Option<Authorizer>,
    limits: Limits,
    /// An image of SVG.
    diagram: String,
}

/// What is known of the messages of a route.
#[derive(Debug, Default)]
pub(in crate::gateway) struct MessageSample {
    pub(in crate::gateway) route_key: String,
    pub(in crate::gateway) schema: Value,
    pub(in crate::gateway) example: Value,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Route {
    key: String,
    handler: String,
    returns_response: bool,
    /// A body that selects it.
    template: Option<String>,
    /// The JSON Schema of its messages, where that is known.
    schema: Option<Value>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Authorizer {
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    identity_source: Option<Vec<String>>,
    enforced: bool,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Limits {
    frame_bytes: usize,
    message_bytes: usize,
    idle_ms: u128,
    duration_ms: u128,
    timeout_close_code: u16,
}

impl Description {
    pub(in crate::gateway) fn new(
        declaration: &Declaration,
        samples: &[MessageSample],
        stage: &str,
        host: &str,
        settings: &Settings,
    ) -> Self {
        let sample = |key: &str| samples.iter().find(|sample| sample.route_key == key);
        let selection = SelectionExpression::parse(&declaration.route_selection_expression).ok();
        Description {
            gateway: new_id(),
            name: declaration.type_name.to_string(),
            documentation: declaration.documentation.as_deref().map(str::to_owned),
            stage: stage.to_owned(),
            url: format!("ws://{host}/{stage}"),
            endpoint: format!("http://{host}/{stage}"),
            route_selection_expression: declaration.route_selection_expression.to_string(),
            routes: declaration
                .routes
                .iter()
                .map(|route| Route::new(route, selection.as_ref(), sample(&route.key)))
                .collect(),
            authorizer: authorizer(declaration, settings),
            limits: Limits {
                frame_bytes: settings.max_frame,
                message_bytes: settings.max_message,
                idle_ms: settings.idle_timeout.as_millis(),
                duration_ms: settings.max_duration.as_millis(),
                timeout_close_code: settings.timeout_close_code,
            },
            diagram: Diagram::of(declaration).to_svg(),
        }
    }
}

impl Route {
    fn new(
        route: &declaration::Route,
        selection: Option<&SelectionExpression>,
        sample: Option<&MessageSample>,
    ) -> Self {
        let example = sample.and_then(|sample| serde_json::to_string_pretty(&sample.example).ok());
        Route {
            key: route.key.to_string(),
            handler: route.handler.to_string(),
            returns_response: route.return_response,
            schema: sample.map(|sample| sample.schema.clone()),
            template: match route.kind() {
                RouteKeyKind::Connect | RouteKeyKind::Disconnect => None,
                _ if example.is_some() => example,
                // What is no JSON selects it, whatever the expression.
                RouteKeyKind::Default => Some("hello".to_owned()),
                RouteKeyKind::Custom => {
                    let body = selection.and_then(|selection| selection.example(&route.key));
                    body.and_then(|body| serde_json::to_string_pretty(&body).ok())
                }
            },
        }
    }
}

fn authorizer(declaration: &Declaration, settings: &Settings) -> Option<Authorizer> {
    match &declaration.authorizer {
        declaration::Authorizer::None => None,
        declaration::Authorizer::Iam => {
            Some(Authorizer { kind: "iam", identity_source: None, enforced: settings.key.is_some() })
        }
        declaration::Authorizer::Existing(_) => {
            Some(Authorizer { kind: "lambda", identity_source: None, enforced: false })
        }
        declaration::Authorizer::Lambda(lambda) => Some(Authorizer {
            kind: "lambda",
            identity_source: Some(lambda.identity_sources().map(str::to_owned).collect()),
            enforced: matches!(lambda.function, AuthorizerFunction::Own { .. }),
        }),
    }
}
