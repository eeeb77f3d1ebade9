use websocket_api::websocket_api;

websocket_api! {
    /// The support desk's chat.
    pub Chat {
        resources: { Table: { Type: "AWS::DynamoDB::Table" } },
        defaults:  { function: { environment: { TABLE: "${Tabel}" } } },
        routes: {
            $conect:     connect,
            $default:    fallback,
            sendMessage: { function: { handler: send_message, timeout: 20_000 } },
        },
    }
}
