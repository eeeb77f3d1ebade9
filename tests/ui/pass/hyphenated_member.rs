#![deny(warnings)]
//! A member with a hyphen selects the route, without braces and without a warning.

websocket_api::websocket_api! {
    Chat {
        routes: { "order-created": handler, "my_type": handler, $default: handler },
        route_selection_expression: "$request.body.meta.detail-type",
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
