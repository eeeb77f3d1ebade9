use websocket_api::websocket_api;

websocket_api! {
    Chat {
        routes: {
            $default: {
                function: { arn: "arn:aws:lambda:eu-west-1:123456789012:function:chat" },
                validate: true,
            },
        },
    }
}

fn main() {
    Chat::api();
}
