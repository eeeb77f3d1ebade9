websocket_api::websocket_api! {
    Chat {
        routes: { $connect: handler, $default: handler },
        route_selection_expression: 5,
    }
}

async fn handler() {}

fn main() {}
