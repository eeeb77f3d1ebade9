websocket_api::websocket_api! {
    Chat {
        routes: { $connect: handler, $default: handler },
        groups: 5,
    }
}

async fn handler() {}

fn main() {}
