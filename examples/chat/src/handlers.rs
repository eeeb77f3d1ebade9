//! What serves the routes.

/// Somebody came.
pub async fn connect() {}

/// Somebody went.
pub async fn disconnect() {}

/// A message that names no route of ours.
pub async fn fallback() {}

/// A message to the room.
pub async fn send_message() {}
