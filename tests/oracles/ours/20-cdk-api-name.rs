websocket_api! {
    Api {
        name: "chat-app-api", routes: { $default: default::main },
    }
}
