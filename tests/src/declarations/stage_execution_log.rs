//! Execution logs without access logs.

use crate::handlers;

websocket_api::websocket_api! {
    pub Chat {
        routes: { $default: handlers::fallback },
        access_log: false,
        stage: { auto_deploy: false, routes: { $default: { execution_log: info, data_trace: true } } },
    }
}
