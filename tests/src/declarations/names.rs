//! A name, a description and tags.

use crate::handlers;

websocket_api::websocket_api! {
    pub Chat {
        routes: { $default: handlers::fallback },
        name: "chat-${StageName}",
        description: "Chat of ${AWS::StackName}",
        tags: { team: "support", "cost:center": "42", owner: "a@example.com" },
    }
}
