use websocket_api::websocket_api;

websocket_api! {
    Chat {
        permissions: [
            { actions: [] },
            { actions: ["s3:GetObject"], resources: ["bucket/*"], condition: "x" },
        ],
        routes: { $default: handler },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
