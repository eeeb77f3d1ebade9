websocket_api::websocket_api! {
    Chat {
        routes: { $connect: handler, $default: handler },
        defaults: { function: { memory_size: [512], disk_size: {}, reserved_concurrency: "many" } },
    }
}

async fn handler() {}

fn main() {}
