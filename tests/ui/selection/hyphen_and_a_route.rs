#![deny(warnings)]
websocket_api::websocket_api! {
    Chat {
        routes: { "v1-beta": handler, $default: handler },
        route_selection_expression: "$request.body.version-beta",
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
