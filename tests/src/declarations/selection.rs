//! A custom route selection expression.

use crate::handlers;

websocket_api::websocket_api! {
    pub Chat {
        routes: { $default: handlers::fallback },
        route_selection_expression: "${request.body.service}/${request.body.action}",
    }
}
