//! IAM authorization.

use crate::handlers;

websocket_api::websocket_api! {
    pub Chat {
        authorizer: iam,
        routes: { $connect: handlers::connect, $default: handlers::fallback, $disconnect: handlers::disconnect },
    }
}
