use websocket_api::websocket_api;

async fn f() {}

websocket_api! {
    Chat {
        routes: { $connect: { function: { handler: f, timeout: undefined, architecture: nil } } },
        authorizer: null,
        access_log: undefined,
        stage: None,
    }
}

fn main() {
    Chat::api();
}
