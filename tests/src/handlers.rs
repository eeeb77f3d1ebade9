//! Handlers for declarations.

/// `$connect`
pub async fn connect() {}

/// `$disconnect`
pub async fn disconnect() {}

/// `$default`
pub async fn fallback() {}

/// A message.
pub async fn send() {}

/// An authorizer.
pub async fn authorize() -> websocket_api::response::Unauthorized {
    websocket_api::response::Unauthorized
}
