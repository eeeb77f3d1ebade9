use websocket_api::websocket_api;

websocket_api! {
    Chat { authorizer: { type: lambda, function: authorize }, routes: { $connect: handler } }
}

async fn handler() {}

async fn authorize() -> String {
    String::new()
}

fn main() {
    Chat::api();
}
