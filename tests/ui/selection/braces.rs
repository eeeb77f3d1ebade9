#![deny(warnings)]
websocket_api::websocket_api! {
    Chat {
        routes: { "chat/join": handler, $default: handler },
        route_selection_expression: "$request.body.service/$request.body.action",
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
