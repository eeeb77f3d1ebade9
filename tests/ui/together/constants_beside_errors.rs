use websocket_api::websocket_api;

const TIMEOUT: u32 = 1000;

websocket_api! {
    Chat {
        routes: { a: { function: { handler: handler, timeout: TIMEOUT } }, b: { function: { handlr: handler } } },
        stages: { name: "a b" },
    }
}

async fn handler() {}

fn main() {}
