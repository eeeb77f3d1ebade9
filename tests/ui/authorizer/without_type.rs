use websocket_api::websocket_api;

websocket_api! {
    Chat {
        routes: { $connect: handler },
        authorizer: { function: handler },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
