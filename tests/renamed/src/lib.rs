//! A declaration in a package that depends on the crate under another name.

use sockets::websocket_api;

/// A module with the original name of the crate, which the expansion must not use.
pub mod websocket_api {}

/// A handler.
pub async fn handler() {}

websocket_api! {
    pub Chat { routes: { $default: handler } }
}

#[test]
fn renamed_crate_is_found_by_the_macro() {
    assert!(Chat::api().template().expect("a template").to_json().contains("$default"));
}
