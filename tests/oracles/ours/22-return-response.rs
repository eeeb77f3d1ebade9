websocket_api! {
    Api {
        routes: {
            $connect: connect::main,
            $default: { function: default::main, return_response: true },
            echo: { function: { handler: other::main }, return_response: true },
        },
    }
}
