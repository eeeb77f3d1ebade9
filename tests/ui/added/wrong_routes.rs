use websocket_api::{routes, websocket_api};

websocket_api! {
    Chat { routes: { $default: handler } }
}

async fn handler() {}

fn main() {
    let _ = Chat::api().add_routes(routes! { a: handlr, $conect: handler, b: { function: { handler: handler, timeout: 0 } } });
}
