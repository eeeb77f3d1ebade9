//! A function that decides who may connect.

use crate::handlers;

websocket_api::websocket_api! {
    pub Chat {
        authorizer: { type: lambda, function: handlers::authorize },
        routes: { $connect: handlers::connect, $default: handlers::fallback, $disconnect: handlers::disconnect },
    }
}
