use websocket_api::websocket_api;

websocket_api! {
    Chat {
        routes: { $connect: handler },
        authorizer: { type: lambda, id: "abc", function: handler, name: "x" },
    }
}

async fn handler() {}

fn main() {
    Chat::app();
}
