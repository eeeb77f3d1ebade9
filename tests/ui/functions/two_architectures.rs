use websocket_api::websocket_api;

websocket_api! {
    Chat {
        groups: { talk: { architecture: arm64 } },
        routes: {
            $connect: handler,
            $default: { function: { handler: handler, architecture: "arm64" } },
            a: { function: { handler: handler, group: talk } },
            b: { function: { handler: handler, group: talk } },
        },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
