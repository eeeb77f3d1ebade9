use schemars::JsonSchema;
use serde::Deserialize;
use websocket_api::{asyncapi::ClientMessages, extract::Json, websocket_api};

websocket_api! {
    Chat {
        client_messages: "Message",
        routes: { sendMessage: any, leave: any },
        allow: [no_default_route],
    }
}

#[derive(Deserialize, JsonSchema, ClientMessages)]
#[serde(tag = "action", rename_all = "camelCase")]
#[expect(dead_code)]
enum Message {
    SendMessage { text: String },
    Leave,
}

async fn any(Json(_): Json<Message>) {}

fn main() {
    Chat::api();
}
