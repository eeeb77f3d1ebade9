//! What serves the routes.

use websocket_api::{
    extract::{ConnectionId, Connections, Json, Query, State},
    response::Reject,
};

use crate::{
    Chat,
    message::{Event, Present, Seat, SendMessage},
    store::{Member, Result, Rooms, Store},
};

/// Somebody came: `?name=Ada&room=engines`.
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
    // Before it is in the room itself: a client that is not connected yet cannot be posted to.
    tell(&store, &connections, &member.room, Event::Joined { name: &member.name }).await?;
    store.join(&member).await
}

/// Somebody went.
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

/// Who is in the room.
pub async fn who_is_here(
    connection: ConnectionId,
    State(store): State<Store>,
) -> Result<Option<Json<Present>>> {
    let Some(member) = store.member(&connection).await? else { return Ok(None) };
    let names = store.members(&member.room).await?.into_iter().map(|member| member.name).collect();
    Ok(Some(Json(Present { room: member.room, names })))
}

/// Keeps a connection open that says nothing else for ten minutes.
pub async fn ping() {}

/// A message that names no route of ours.
pub async fn fallback(connection: ConnectionId, connections: Connections) -> Result {
    let message = r#"send { "action": "sendMessage", "text": "…" } or { "action": "whoIsHere" }"#;
    Ok(connections.send(&connection, Chat::server_message(Event::Problem { message })).await?)
}

/// Tells all of a room, and forgets those who are gone.
async fn tell(store: &Store, connections: &Connections, room: &str, event: Event<'_>) -> Result {
    let members = store.members(room).await?;
    let told = connections
        .broadcast(members.iter().map(|member| &member.connection), Chat::server_message(event))
        .await;
    for gone in &told.gone {
        store.leave(gone).await?;
    }
    // One who cannot be reached now is no reason to fail the others.
    for (connection, error) in &told.failed {
        tracing::warn!(%connection, %error, "not told");
    }
    Ok(())
}
