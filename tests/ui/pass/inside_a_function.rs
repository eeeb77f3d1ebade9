fn main() {
    async fn handler() {}

    websocket_api::websocket_api! {
        Chat { routes: { $default: handler } }
    }

    assert!(Chat::app().template().to_json().contains("$default"));
}
