#![deny(deprecated)]

use websocket_api::websocket_api;

async fn handler() {}

websocket_api! {
    Chat {
        routes: {
            $connect: handler,
            $disconnect: { function: handler, return_response: true },
            sendMessage: { function: { handler: handler, timeout: 30, permissions: "*" } },
            "send-message": handler,
        },
        defaults: { function: { timeout: "15 minutes" } },
        permissions: "*",
    }
}

websocket_api! {
    Prefixed {
        routes: { "chat/join": handler, "join": handler, $default: handler },
        route_selection_expression: "chat/${request.body.action}",
    }
}

fn main() {
    (Chat::api(), Prefixed::api());
}
