//! A stage without automatic deployment.

use crate::handlers;

websocket_api::websocket_api! {
    pub Chat {
        routes: {
            $connect: handlers::connect,
            echo: { function: handlers::send, return_response: true },
        },
        stage: { auto_deploy: false },
    }
}
