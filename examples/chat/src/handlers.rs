//! The handlers of the routes.

use websocket_api::{
    extract::{ConnectionId, Connections, Json, Query, State},
    response::Reject,
};

use crate::{
    Chat,
    message::{Event, Present, Seat, SendMessage},
    store::{Member, Result, Rooms, Store},
};

/// A client joins: `?name=Ada&room=engines`.
pub async fn connect(
    connection: ConnectionId,
    Query(Seat { name, room }): Query<Seat>,
    State(store): State<Store>,
    connections: Connections,
) -> Result {
    if name.trim().is_empty() {
        Err(Reject::status(400).body("who are you?"))?;
    }
    if room.trim().is_empty() {
        Err(Reject::status(400).body("which room?"))?;
    }
    let member = Member { connection, name, room };
    // The client joins the room afterwards: API Gateway posts nothing to a client whose handshake has not
    // completed.
    tell(&store, &connections, &member.room, Event::Joined { name: &member.name }).await?;
    store.join(&member).await
}

/// A client has left.
pub async fn disconnect(
    connection: ConnectionId,
    State(store): State<Store>,
    connections: Connections,
) -> Result {
    let Some(member) = store.leave(&connection).await? else { return Ok(()) };
    tell(&store, &connections, &member.room, Event::Left { name: &member.name }).await
}

/// A message to the room.
pub async fn send_message(
    connection: ConnectionId,
    Json(SendMessage { text }): Json<SendMessage>,
    State(store): State<Store>,
    connections: Connections,
) -> Result {
    let Some(member) = store.member(&connection).await? else {
        let problem = Event::Problem { message: "you are in no room; connect again" };
        return Ok(connections.send(&connection, Chat::server_message(problem)).await?);
    };
    tell(&store, &connections, &member.room, Event::Message { from: &member.name, text: &text }).await
}

/// Returns the names of the room's members.
pub async fn who_is_here(
    connection: ConnectionId,
    State(store): State<Store>,
) -> Result<Option<Json<Present>>> {
    let Some(member) = store.member(&connection).await? else { return Ok(None) };
    let names = store.members(&member.room).await?.into_iter().map(|member| member.name).collect();
    Ok(Some(Json(Present { room: member.room, names })))
}

/// Resets the idle timeout of a client that sends no other message for ten minutes.
pub async fn ping() {}

/// Answers a message that matches no route.
pub async fn fallback(connection: ConnectionId, connections: Connections) -> Result {
    let message = r#"send { "action": "sendMessage", "text": "…" } or { "action": "whoIsHere" }"#;
    Ok(connections.send(&connection, Chat::server_message(Event::Problem { message })).await?)
}

/// Sends an event to all members of a room, and removes members whose connection is gone.
async fn tell(store: &Store, connections: &Connections, room: &str, event: Event<'_>) -> Result {
    let members = store.members(room).await?;
    let told = connections
        .broadcast(members.iter().map(|member| &member.connection), Chat::server_message(event))
        .await;
    for gone in &told.gone {
        store.leave(gone).await?;
    }
    // A failed post to one member does not fail the others.
    for (connection, error) in &told.failed {
        tracing::warn!(%connection, %error, "not told");
    }
    Ok(())
}
