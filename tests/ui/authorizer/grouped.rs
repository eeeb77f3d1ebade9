use websocket_api::websocket_api;

websocket_api! {
    Chat {
        routes: { $connect: handler },
        authorizer: { type: lambda, function: { handler: handler, group: g } },
    }
}

async fn handler() {}

fn main() {
    Chat::app();
}
