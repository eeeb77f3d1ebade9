use websocket_api::websocket_api;

websocket_api! {
    Chat {
        routes: { $default: handler },
        stage: { routes: { $default: { detailed_metrics: true }, " $default ": { detailed_metrics: false } } },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
