use websocket_api::websocket_api;

websocket_api! {
    Chat {
        routes: { $default: handler },
        route_selection_expression: "$request.header.action",
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
