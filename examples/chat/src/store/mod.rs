//! Who is connected, and in which room.

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

/// The result of whatever can fail here.
pub type Result<T = ()> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

/// Somebody in a room.
#[derive(Clone, Debug)]
pub struct Member {
    pub connection: ConnectionId,
    pub name: String,
    pub room: String,
}

/// A place to keep members.
pub trait Rooms {
    fn join(&self, member: &Member) -> impl Future<Output = Result> + Send;

    /// Forgets a connection, and says who it was.
    fn leave(&self, connection: &ConnectionId) -> impl Future<Output = Result<Option<Member>>> + Send;

    fn member(&self, connection: &ConnectionId) -> impl Future<Output = Result<Option<Member>>> + Send;

    /// Everybody in a room.
    fn members(&self, room: &str) -> impl Future<Output = Result<Vec<Member>>> + Send;
}
