use websocket_api::websocket_api;

websocket_api! {
    Chat {
        routes: { $default: { function: handler, throttle: { rate: 1 } } },
        stage: { rate: 3, routes: { $default: { burst: 1 } } },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
