use websocket_api::websocket_api;

websocket_api! {
    Chat {
        routes: { $default: handler },
        custom_domain: { existing: { name: "api.example.com" }, certificate: "arn:x" },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
