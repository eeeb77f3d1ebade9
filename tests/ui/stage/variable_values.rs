use websocket_api::websocket_api;

websocket_api! {
    Chat {
        routes: { $default: handler },
        stage: { variables: { a: "", b: "two words", c: 3, d: "${Table}" } },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
