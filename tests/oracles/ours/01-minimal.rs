websocket_api! {
    Api {
        routes: {
            $connect: connect::main,
            $default: default::main,
            $disconnect: disconnect::main,
            sendMessage: send_message::main,
        },
    }
}
