websocket_api::websocket_api! {
    Chat {
        routes: { $connect: handler, $default: handler },
        tags: { team: "a", Team: "b" },
    }
}

async fn handler() {}

fn main() {}
