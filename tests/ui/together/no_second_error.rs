use websocket_api::{ApiDefinition, WebSocketApi, websocket_api};

websocket_api! {
    pub Chat { routes: { $default: "handler" } }
}

fn api() -> WebSocketApi {
    // The type, its trait and its functions are there, so none of this fails as well.
    let _: Chat = Chat;
    let _ = (Chat::api(), <Chat as ApiDefinition>::api().template());
    Chat::api()
}

fn main() {
    api();
}
