websocket_api::websocket_api! {
    Chat {
        routes: { $connect: handler, $default: handler },
        overrides: { api: true },
    }
}

async fn handler() {}

fn main() {}
