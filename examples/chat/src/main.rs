//! The chat of the README, from one declaration.

mod handlers;
mod message;
mod store;

use websocket_api::websocket_api;

use crate::store::Store;

websocket_api! {
    /// The support desk's chat.
    pub Chat {
        state: Store,
        server_messages: message::Event,
        routes: {
            $connect:    handlers::connect,
            $disconnect: handlers::disconnect,
            $default:    handlers::fallback,
            sendMessage: { function: { handler: handlers::send_message, timeout: 10 } },
            whoIsHere:   { function: handlers::who_is_here, return_response: true },
            ping:        handlers::ping,
        },
        architecture: arm64,
        defaults: {
            function: {
                timeout: 20,
                memory_size: 256,
                environment: { TABLE: "${Table}" },
                permissions: [(Table, "readwrite")],
            },
        },
        access_log: { retention: one_week },
        resources: {
            /// The connected members and their rooms.
            Table: {
                Type: "AWS::DynamoDB::Table",
                DeletionPolicy: "Delete",
                UpdateReplacePolicy: "Delete",
                Properties: {
                    BillingMode: "PAY_PER_REQUEST",
                    AttributeDefinitions: [
                        { AttributeName: "connection", AttributeType: "S" },
                        { AttributeName: "room", AttributeType: "S" },
                    ],
                    KeySchema: [{ AttributeName: "connection", KeyType: "HASH" }],
                    GlobalSecondaryIndexes: [
                        {
                            IndexName: "rooms",
                            KeySchema: [{ AttributeName: "room", KeyType: "HASH" }],
                            Projection: { ProjectionType: "ALL" },
                        },
                    ],
                    TimeToLiveSpecification: { AttributeName: "expires", Enabled: true },
                },
            },
        },
    }
}

#[tokio::main]
async fn main() -> websocket_api::Result {
    Chat::api().with_state_from(Store::open).run().await
}
