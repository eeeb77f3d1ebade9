use websocket_api::websocket_api;

websocket_api! {
    Chat {
        routes: { $connect: handler },
        authorizer: { type: lambda, function: handlr },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
