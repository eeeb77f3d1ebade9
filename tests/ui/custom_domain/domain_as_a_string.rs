websocket_api::websocket_api! {
    Chat {
        routes: { $connect: handler, $default: handler },
        custom_domain: { domain: "Core", path: "chat" },
    }
}

async fn handler() {}

fn main() {}
