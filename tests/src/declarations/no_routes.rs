//! An API whose routes are added later, as SST allows.
#![allow(deprecated)] // the warning that it has no routes

websocket_api::websocket_api! {
    pub Chat {
        name: "later",
    }
}
