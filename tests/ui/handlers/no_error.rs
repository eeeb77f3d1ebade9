use websocket_api::websocket_api;

websocket_api! {
    Chat { routes: { $default: handler } }
}

struct Problem;

async fn handler() -> Result<(), Problem> {
    Err(Problem)
}

fn main() {
    Chat::api();
}
