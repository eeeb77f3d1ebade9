//! Explicit lack of authorization.

use crate::handlers;

websocket_api::websocket_api! {
    pub Chat {
        authorizer: "none",
        routes: { $connect: handlers::connect },
    }
}
