use websocket_api::websocket_api;

websocket_api! {
    Chat { routes: { $default: handler } }
}

async fn handler<T: Default + Send + Sync>() {
    T::default();
}

fn main() {
    Chat::api();
}
