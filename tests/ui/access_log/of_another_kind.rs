websocket_api::websocket_api! {
    Chat {
        routes: { $connect: handler, $default: handler },
        access_log: 5,
    }
}

async fn handler() {}

fn main() {}
