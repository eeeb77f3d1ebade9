use websocket_api::{permissions, websocket_api};

websocket_api! {
    Chat { routes: { $default: handler } }
}

async fn handler() {}

fn main() {
    let _ = Chat::api().attach_permissions(permissions!["S3:", (Table, "raed"), { effect: deny }]);
}
