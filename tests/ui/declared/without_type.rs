use websocket_api::websocket_api;

websocket_api! {
    Chat {
        routes: { $default: handler },
        resources: { Table: { Properties: {} } },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
