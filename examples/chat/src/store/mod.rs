//! The store of connected members and their rooms.

#[cfg(feature = "dynamodb")]
mod dynamo;
#[cfg(not(feature = "dynamodb"))]
mod memory;

use std::error::Error;

use websocket_api::ConnectionId;

#[cfg(feature = "dynamodb")]
pub use dynamo::DynamoDb as Store;
#[cfg(not(feature = "dynamodb"))]
pub use memory::Memory as Store;

/// The result of a fallible function.
pub type Result<T = ()> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

/// A connected client in a room.
#[derive(Clone, Debug)]
pub struct Member {
    pub connection: ConnectionId,
    pub name: String,
    pub room: String,
}

/// A store of members.
pub trait Rooms {
    fn join(&self, member: &Member) -> impl Future<Output = Result> + Send;

    /// Removes a connection. Returns its member.
    fn leave(&self, connection: &ConnectionId) -> impl Future<Output = Result<Option<Member>>> + Send;

    fn member(&self, connection: &ConnectionId) -> impl Future<Output = Result<Option<Member>>> + Send;

    /// Returns the members of a room.
    fn members(&self, room: &str) -> impl Future<Output = Result<Vec<Member>>> + Send;
}
