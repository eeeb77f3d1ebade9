use websocket_api::websocket_api;

async fn f() {}

websocket_api! {
    Chat {
        routes:
            - $connect: f
        stage:
            variables: { - a: "b" }
        description: |
            text
    }
}

websocket_api! {
    Other {
        routes: { - $default: f },
    }
}

fn main() {
    Chat::api();
}
