use websocket_api::{response::Reject, websocket_api};

websocket_api! {
    Chat { routes: { $default: { function: handler, return_response: true } } }
}

async fn handler() -> Result<String, Reject> {
    Err(Reject::status(400))
}

fn main() {
    Chat::api();
}
