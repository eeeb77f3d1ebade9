use websocket_api::websocket_api;

websocket_api! {
    Chat {
        routes: { $default: handler },
        custom_domain: { existing: { name: "api.example.com" }, hosted_zone: "example.com" },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
