websocket_api::websocket_api! {
    Chat {
        routes: { $connect: handler, $default: handler },
        import: {},
    }
}

async fn handler() {}

fn main() {}
