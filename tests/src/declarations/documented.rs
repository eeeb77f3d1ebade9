//! Comments at every position that allows them.

use crate::handlers;

websocket_api::websocket_api! {
    /// A documented API.
    ///
    /// With "quotes" and `ticks`.
    pub Chat {
        /// The routes.
        routes: {
            // who comes
            $connect: handlers::connect, /* who goes */
            /// The rest.
            $default: handlers::fallback
        }
    }
}
