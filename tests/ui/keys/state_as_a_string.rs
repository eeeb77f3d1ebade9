websocket_api::websocket_api! {
    Chat {
        routes: { $connect: handler, $default: handler },
        state: "Store",
    }
}

async fn handler() {}

fn main() {}
