use schemars::JsonSchema;
use serde::Deserialize;
use websocket_api::{contract::Messages, extract::Json, websocket_api};

websocket_api! {
    Chat {
        messages: Message,
        routes: { sendMessage: any, leave: any },
        allow: [no_default_route],
    }
}

#[derive(Deserialize, JsonSchema, Messages)]
#[serde(tag = "action", rename_all = "camelCase")]
#[messages(krate = "websocket_api")]
#[expect(dead_code)]
enum Message {
    SendMessage { text: String },
    Leave,
}

async fn any(Json(_): Json<Message>) {}

fn main() {
    Chat::app();
}
