use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use websocket_api::{asyncapi::ClientMessages, extract::Json, websocket_api};

websocket_api! {
    Chat {
        messages: Message,
        pushes: { said: Said },
        routes: { sendMessage: any },
        allow: [no_default_route],
    }
}

#[derive(Deserialize, JsonSchema, ClientMessages)]
#[serde(tag = "action", rename_all = "camelCase")]
#[expect(dead_code)]
enum Message {
    SendMessage { text: String },
}

#[derive(Serialize)]
#[expect(dead_code)]
struct Said {
    text: String,
}

async fn any(Json(_): Json<Message>) {}

fn main() {
    Chat::api();
}
