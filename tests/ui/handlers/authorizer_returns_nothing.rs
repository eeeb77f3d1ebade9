use websocket_api::websocket_api;

websocket_api! {
    Chat { authorizer: { type: lambda, function: authorize }, routes: { $connect: handler } }
}

async fn handler() {}

async fn authorize() {}

fn main() {
    Chat::api();
}
