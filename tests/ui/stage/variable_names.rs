use websocket_api::websocket_api;

websocket_api! {
    Chat {
        routes: { $default: handler },
        stage: { variables: { "a-b": "x", "": "x", größe: "x" } },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
