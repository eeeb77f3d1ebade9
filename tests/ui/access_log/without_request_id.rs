#![deny(warnings)]
websocket_api::websocket_api! {
    Chat {
        routes: { $connect: handler, $default: handler },
        access_log: "$context.routeKey",
    }
}

async fn handler() {}

fn main() {}
