//! The subject with the types of `aws_lambda_events`, written as [lambda/bare.rs](../../lambda/bare.rs).

use aws_lambda_events::apigw::ApiGatewayWebsocketProxyRequest;
use serde::Serialize;

use crate::chat::Message;

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Reply {
    status_code: u16,
    #[serde(skip_serializing_if = "Option::is_none")]
    body: Option<String>,
}

pub fn serve(event: &[u8]) -> Vec<u8> {
    reply(&serde_json::from_slice(event).expect("an event"))
}

/// Serves an event with the error paths of serde, as `lambda_runtime` deserializes events.
pub fn serve_with_path(event: &[u8]) -> Vec<u8> {
    let mut json = serde_json::Deserializer::from_slice(event);
    reply(&serde_path_to_error::deserialize(&mut json).expect("an event"))
}

fn reply(request: &ApiGatewayWebsocketProxyRequest) -> Vec<u8> {
    let body = match request.request_context.route_key.as_deref() {
        Some("$connect" | "$disconnect" | "$default") => None,
        Some("sendMessage") => {
            let body = request.body.as_deref().unwrap_or_default();
            let message: Message = serde_json::from_str(body).expect("a message");
            Some(serde_json::to_string(&message.answer()).expect("JSON"))
        }
        other => panic!("no handler for {other:?}"),
    };
    serde_json::to_vec(&Reply { status_code: 200, body }).expect("JSON")
}
