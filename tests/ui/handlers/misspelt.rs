use websocket_api::websocket_api;

websocket_api! {
    Chat {
        routes: { $default: handlers::conect },
    }
}

async fn handler() {}

mod handlers {
    pub async fn connect() {}
}

fn main() {
    Chat::api();
}
