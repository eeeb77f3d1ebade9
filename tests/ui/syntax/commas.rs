websocket_api::websocket_api! {
    Chat {
        routes: { $connect: handler, $default: handler },,
        permissions: [, "s3"],
    }
}

async fn handler() {}

fn main() {}
