#![deny(warnings)]
websocket_api::websocket_api! {
    Chat {
        routes: { $connect: handler, $default: handler },
        route_selection_expression: "chat",
    }
}

async fn handler() {}

fn main() {}
