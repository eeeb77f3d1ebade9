use websocket_api::websocket_api;

websocket_api! {
    Chat {
        routes: { $default: handler },
        custom_domain: { path: "v1" },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
