use websocket_api::websocket_api;

websocket_api! {
    Chat {
        routes: { $connect: handler },
        authorizer: { type: lambda },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
