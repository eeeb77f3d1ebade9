use websocket_api::websocket_api;

async fn f() {}

websocket_api! {
    Chat {
        name: "a" + "b",
        description: format!("chat"),
        ..base,
        routes: { ...more, $default: f },
    }
}

fn main() {
    Chat::api();
}
