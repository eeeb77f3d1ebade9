use serde::Serialize;
use websocket_api::websocket_api;

websocket_api! {
    Chat {
        server_messages: { said: Said, api: Said },
        routes: { $default: fallback },
    }
}

#[derive(Serialize)]
struct Said {
    text: String,
}

async fn fallback() {
    let said = Said { text: String::new() };
    let _ = Chat::said(said);
}

fn main() {
    Chat::api();
}
