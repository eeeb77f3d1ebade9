#![deny(warnings)]
websocket_api::websocket_api! {
    Chat {
        routes: { "chatöße": handler, $default: handler },
        route_selection_expression: "$request.body.größe",
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
