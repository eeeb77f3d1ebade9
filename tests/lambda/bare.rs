//! A hand-written Lambda of a WebSocket API.

use aws_lambda_events::apigw::ApiGatewayWebsocketProxyRequest;
use lambda_runtime::{Error, LambdaEvent, service_fn, tracing};
use serde::{Deserialize, Serialize};
use serde_json::json;

#[derive(Deserialize)]
struct Message {
    text: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Reply {
    status_code: u16,
    #[serde(skip_serializing_if = "Option::is_none")]
    body: Option<String>,
}

#[tokio::main]
async fn main() -> Result<(), Error> {
    tracing::init_default_subscriber();
    lambda_runtime::run(service_fn(handle)).await
}

async fn handle(event: LambdaEvent<ApiGatewayWebsocketProxyRequest>) -> Result<Reply, Error> {
    let request = event.payload;
    match request.request_context.route_key.as_deref() {
        Some("$connect" | "$disconnect") => Ok(Reply { status_code: 200, body: None }),
        Some("$default") => Ok(reply(&json!({ "error": "unknown action" }))),
        Some("sendMessage") => {
            let message: Message = serde_json::from_str(request.body.as_deref().unwrap_or_default())?;
            Ok(reply(&json!({ "text": message.text })))
        }
        other => Err(format!("no handler for {other:?}").into()),
    }
}

fn reply(body: &serde_json::Value) -> Reply {
    Reply { status_code: 200, body: Some(body.to_string()) }
}
