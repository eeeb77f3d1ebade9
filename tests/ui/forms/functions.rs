use websocket_api::websocket_api;

async fn f() {}

websocket_api! {
    Chat {
        routes: {
            $default: |event| async {},
            a: async move {},
            b: fn g() {},
            c: &f,
            d: f(),
        },
    }
}

fn main() {
    Chat::api();
}
