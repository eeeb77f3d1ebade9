fn main() {
    async fn handler() {}

    websocket_api::websocket_api! {
        Chat { routes: { $default: handler } }
    }

    assert!(Chat::api().template().expect("a template").to_json().contains("$default"));
}
