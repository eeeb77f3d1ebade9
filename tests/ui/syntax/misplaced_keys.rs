use websocket_api::websocket_api;

websocket_api! {
    Chat {
        routes: { a: { handler: handler, timeout: 20 } },
        retention: one_week,
        timeout: 20,
    }
}

async fn handler() {}

fn main() {}
