use websocket_api::{
    connections::{Connections, Credentials},
    gateway::Gateway,
};

/// Returns a key, for gateways without a key and for gateways with this one.
pub fn key() -> Credentials {
    Credentials {
        access_key_id: "AKIDEXAMPLE".to_owned(),
        secret_access_key: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY".to_owned(),
        session_token: None,
    }
}

/// Returns a client of a gateway's `@connections` API, as a backend uses it.
///
/// # Panics
/// Never: the gateway has an endpoint.
pub fn backend(gateway: &Gateway) -> Connections {
    let connections = Connections::new(&gateway.endpoint()).expect("an endpoint");
    connections.with_credentials(key()).with_region("eu-west-1")
}
