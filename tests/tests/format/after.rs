//! A declaration with unusual spacing.

websocket_api::websocket_api!{
    #[derive(PartialEq)]
    /// The support desk's chat.
    pub(crate) Chat {
        state: Store,

        routes: {
            $connect:    handlers::connect,
            $disconnect: handlers::disconnect,
            sendMessage: { function: { handler: handlers::send_message, timeout: 10 } },

            "who/is": { function: handlers::who_is_here::<Vec<u8>, Store>, return_response: true },
            small: {
                function: {
                    handler: handlers::small,
                    timeout: 20,
                    memory_size: 256,
                    architecture: arm64,
                },
            },
            group: {
                function: f,
            },
        },
        defaults {
            function {
                environment: { TABLE: "${Table}", RAW: r#"{ a , b }"# },
                permissions: [(Table, "readwrite"), { actions: ["ssm:GetParameter"] }],
            },
        }
        permissions: [
            "s3",
            Table,
        ],
        tags: {},
        layers: [],
        access_log = false,
        data_trace,
        outputs(
            Url(Value = "x"),
            Other(Value = "a very long text that does not fit on this line at all, really"),
        ),
    }
}

fn   untouched ( ) { }
