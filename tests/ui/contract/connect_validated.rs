use websocket_api::websocket_api;

websocket_api! {
    Chat { routes: { $connect: { function: connect, validate: true }, $default: fallback } }
}

async fn connect() {}

async fn fallback() {}

fn main() {
    Chat::api();
}
