use websocket_api::websocket_api;

websocket_api! {
    Chat {
        routes: { $connect: handler },
        authorizer: { type: lambda, function: handler, identity_source: ["$request.header.Auth"] },
    }
}

async fn handler() {}

fn main() {
    Chat::app();
}
