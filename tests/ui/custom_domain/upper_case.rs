use websocket_api::websocket_api;

websocket_api! {
    Chat {
        routes: { $default: handler },
        custom_domain: "Api.Example.com",
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
