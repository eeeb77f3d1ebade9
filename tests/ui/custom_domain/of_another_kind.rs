websocket_api::websocket_api! {
    Chat {
        routes: { $connect: handler, $default: handler },
        custom_domain: 5,
    }
}

async fn handler() {}

fn main() {}
