websocket_api::websocket_api! {
    Chat {
        routes: { $connect: handler, $default: handler },
        custom_domain: { domain: Core, hosted_zone: "example.com", path: "chat" },
    }
}

async fn handler() {}

fn main() {}
