use websocket_api::websocket_api;

websocket_api! {
    Chat {
        routes: { $default: handler },
        import: { api_id: "abc", stage_name: "dev" },
        access_log: true,
        custom_domain: "api.example.com",
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
