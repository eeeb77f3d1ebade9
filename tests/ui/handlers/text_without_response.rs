use websocket_api::websocket_api;

websocket_api! {
    Chat { routes: { $default: handler } }
}

async fn handler() -> Result<String, std::io::Error> {
    Ok(String::new())
}

fn main() {
    Chat::api();
}
