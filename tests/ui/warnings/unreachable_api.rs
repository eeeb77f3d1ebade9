#![deny(deprecated)]

use websocket_api::websocket_api;

websocket_api! {
    Chat {
        overrides: { api: { DisableExecuteApiEndpoint: "${Private}" } },
        parameters: { Private: { Type: "String", Default: "false" } },
        routes: { $default: handler },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
