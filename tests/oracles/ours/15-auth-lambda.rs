websocket_api! {
    Api {
        authorizer: { type: lambda, function: authorizer::main },
        routes: { $connect: connect::main, $default: default::main, $disconnect: disconnect::main },
    }
}
