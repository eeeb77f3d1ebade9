websocket_api::websocket_api! {
    Chat {
        routes: { $connect: handler, $default: handler },
        tags: { team: "a \"team\"", "it's": "x", emoji: "🚀" },
    }
}

async fn handler() {}

fn main() {}
