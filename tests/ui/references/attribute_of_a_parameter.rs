websocket_api::websocket_api! {
    Chat {
        routes: { $connect: handler, $default: handler },
        parameters: { Size: { Type: "Number" } },
        description: "${Size.Value}",
    }
}

async fn handler() {}

fn main() {}
