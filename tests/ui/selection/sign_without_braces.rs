#![deny(warnings)]
websocket_api::websocket_api! {
    Chat {
        routes: { join: handler, $default: handler },
        route_selection_expression: "$request.body.@type",
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
