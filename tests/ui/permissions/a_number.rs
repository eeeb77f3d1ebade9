websocket_api::websocket_api! {
    Chat {
        routes: { $connect: handler, $default: handler },
        permissions: [5],
    }
}

async fn handler() {}

fn main() {}
