websocket_api! {
    Api {
        access_log: { retention: one_week }, routes: { $default: default::main },
    }
}
