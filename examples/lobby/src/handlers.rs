//! The handlers of the routes.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use websocket_api::{
    ServerMessage,
    connections::Error,
    extract::{AuthorizerContext, ConnectionId, Connections, Json, Query, State},
    response::{Allow, Deny},
};

use crate::{
    Lobby,
    hall::{Hall, Inside, Table},
    message::{
        At, Invite, Notice, OpenTable, Opened, PlaceMark, Player, Rename, Said, Say, Scores, View, Whisper,
    },
};

type Result<T = ()> = std::result::Result<T, Error>;

#[derive(Debug, Deserialize, JsonSchema)]
pub struct Ticket {
    token: String,
}

/// The authorizer context.
#[derive(Debug, Deserialize, Serialize)]
pub struct Guest {
    name: String,
}

/// Authorizes every client that gives a name, because the lobby has no accounts.
pub async fn authorize(Query(Ticket { token }): Query<Ticket>) -> std::result::Result<Allow, Deny> {
    let name = token.trim();
    if name.is_empty() {
        return Err(Deny);
    }
    Ok(Allow::new(name).context(&Guest { name: name.to_owned() }))
}

pub async fn connect(
    connection: ConnectionId,
    AuthorizerContext(guest): AuthorizerContext<Guest>,
    State(hall): State<Hall>,
    connections: Connections,
) -> Result {
    let others = hall.with(|inside| inside.everybody());
    let name = hall.with(|inside| inside.enter(&guest.name, connection));
    tell(&connections, others, Lobby::player_arrived(Player { name })).await
}

pub async fn disconnect(
    connection: ConnectionId,
    State(hall): State<Hall>,
    connections: Connections,
) -> Result {
    let Some(player) = hall.with(|inside| inside.leave(&connection)) else { return Ok(()) };
    tell(&connections, hall.with(|inside| inside.everybody()), Lobby::player_left(player)).await
}

/// Resets the idle timeout.
pub async fn ping() {}

pub async fn look(State(hall): State<Hall>) -> Json<View> {
    Json(hall.with(|inside| View { players: inside.players(), tables: inside.places() }))
}

pub async fn rename(
    connection: ConnectionId,
    Json(Rename { name }): Json<Rename>,
    State(hall): State<Hall>,
    connections: Connections,
) -> Result {
    let renamed = hall.with(|inside| {
        let player = inside.player(&connection).ok_or("you are not in the lobby")?;
        inside.rename(&player, &name).map(|()| player)
    });
    let player = match renamed {
        Ok(player) => player,
        Err(text) => return connections.send(&connection, Lobby::notice(Notice { text })).await,
    };
    let everybody = hall.with(|inside| inside.everybody());
    tell(&connections, everybody.clone(), Lobby::player_left(player)).await?;
    tell(&connections, everybody, Lobby::player_arrived(Player { name })).await
}

pub async fn open_table(
    connection: ConnectionId,
    Json(OpenTable { title, rules }): Json<OpenTable>,
    State(hall): State<Hall>,
    connections: Connections,
) -> Result<Option<Json<Opened>>> {
    let opened = hall.with(|inside| {
        let player = inside.player(&connection)?;
        let number = inside.open(&player, title, rules);
        Some((inside.place(number)?, inside.everybody()))
    });
    let Some((place, everybody)) = opened else { return Ok(None) };
    let opened = place.table;
    tell(&connections, everybody, Lobby::table_opened(place)).await?;
    Ok(Some(Json(Opened { opened })))
}

pub async fn close_table(
    connection: ConnectionId,
    Json(At { table }): Json<At>,
    State(hall): State<Hall>,
    connections: Connections,
) -> Result {
    let closed = hall.with(|inside| {
        let player = player(inside, &connection)?;
        if inside.table(table)?.owner != player {
            return Err("it is not your table".to_owned());
        }
        inside.close(table).ok_or_else(|| "there is no such table".to_owned())
    });
    match closed {
        Ok(place) => {
            tell(&connections, hall.with(|inside| inside.everybody()), Lobby::table_closed(place)).await
        }
        Err(text) => connections.send(&connection, Lobby::notice(Notice { text })).await,
    }
}

pub async fn sit(
    connection: ConnectionId,
    Json(At { table }): Json<At>,
    State(hall): State<Hall>,
    connections: Connections,
) -> Result {
    change(&connection, table, &hall, &connections, Table::sit).await
}

pub async fn watch(
    connection: ConnectionId,
    Json(At { table }): Json<At>,
    State(hall): State<Hall>,
    connections: Connections,
) -> Result {
    let watch = |table: &mut Table, name: &str| {
        table.watch(name);
        Ok(())
    };
    change(&connection, table, &hall, &connections, watch).await
}

pub async fn stand(
    connection: ConnectionId,
    Json(At { table }): Json<At>,
    State(hall): State<Hall>,
    connections: Connections,
) -> Result {
    let stand = |table: &mut Table, name: &str| {
        table.stand(name);
        Ok(())
    };
    change(&connection, table, &hall, &connections, stand).await
}

pub async fn invite(
    connection: ConnectionId,
    Json(Invite { table, player }): Json<Invite>,
    State(hall): State<Hall>,
    connections: Connections,
) -> Result {
    let invited = hall.with(|inside| {
        let place = inside.place(table).ok_or_else(|| format!("there is no table {table}"))?;
        let guest = inside.connection(&player).ok_or_else(|| format!("{player} is not here"))?;
        Ok((guest, place))
    });
    match invited {
        Ok((guest, place)) => connections.send(&guest, Lobby::invited(place)).await,
        Err(text) => connections.send(&connection, Lobby::notice(Notice { text })).await,
    }
}

pub async fn decline(
    connection: ConnectionId,
    Json(At { table }): Json<At>,
    State(hall): State<Hall>,
    connections: Connections,
) -> Result {
    let declined = hall.with(|inside| {
        let text = format!("{} does not come", player(inside, &connection).ok()?);
        Some((inside.around(table), text))
    });
    let Some((around, text)) = declined else { return Ok(()) };
    tell(&connections, around, Lobby::notice(Notice { text })).await
}

pub async fn start(
    connection: ConnectionId,
    Json(At { table }): Json<At>,
    State(hall): State<Hall>,
    connections: Connections,
) -> Result {
    play(&connection, table, &hall, &connections, |table, _| table.start()).await
}

pub async fn place(
    connection: ConnectionId,
    Json(PlaceMark { table, field }): Json<PlaceMark>,
    State(hall): State<Hall>,
    connections: Connections,
) -> Result {
    play(&connection, table, &hall, &connections, |table, name| table.mark(name, field)).await
}

pub async fn offer_draw(
    connection: ConnectionId,
    Json(At { table }): Json<At>,
    State(hall): State<Hall>,
    connections: Connections,
) -> Result {
    play(&connection, table, &hall, &connections, Table::offer_draw).await
}

pub async fn accept_draw(
    connection: ConnectionId,
    Json(At { table }): Json<At>,
    State(hall): State<Hall>,
    connections: Connections,
) -> Result {
    play(&connection, table, &hall, &connections, Table::accept_draw).await
}

pub async fn resign(
    connection: ConnectionId,
    Json(At { table }): Json<At>,
    State(hall): State<Hall>,
    connections: Connections,
) -> Result {
    play(&connection, table, &hall, &connections, Table::resign).await
}

pub async fn rematch(
    connection: ConnectionId,
    Json(At { table }): Json<At>,
    State(hall): State<Hall>,
    connections: Connections,
) -> Result {
    let rematch = |table: &mut Table, _: &str| {
        table.seats.swap(0, 1);
        table.start()
    };
    play(&connection, table, &hall, &connections, rematch).await
}

pub async fn say(
    connection: ConnectionId,
    Json(Say { table, text }): Json<Say>,
    State(hall): State<Hall>,
    connections: Connections,
) -> Result {
    let heard = hall.with(|inside| {
        let from = player(inside, &connection).ok()?;
        let hearing = table.map_or_else(|| inside.everybody(), |table| inside.around(table));
        Some((hearing, Said { from, table, text }))
    });
    let Some((hearing, said)) = heard else { return Ok(()) };
    tell(&connections, hearing, Lobby::said(said)).await
}

pub async fn whisper(
    connection: ConnectionId,
    Json(Whisper { to, text }): Json<Whisper>,
    State(hall): State<Hall>,
    connections: Connections,
) -> Result {
    let heard = hall.with(|inside| {
        let from = player(inside, &connection)?;
        let guest = inside.connection(&to).ok_or_else(|| format!("{to} is not here"))?;
        Ok::<_, String>((guest, Said { from, table: None, text }))
    });
    match heard {
        Ok((guest, said)) => connections.send(&guest, Lobby::whispered(said)).await,
        Err(text) => connections.send(&connection, Lobby::notice(Notice { text })).await,
    }
}

pub async fn applaud(
    connection: ConnectionId,
    Json(At { table }): Json<At>,
    State(hall): State<Hall>,
    connections: Connections,
) -> Result {
    let heard = hall.with(|inside| {
        let from = player(inside, &connection).ok()?;
        Some((inside.around(table), Said { from, table: Some(table), text: "\u{1F44F}".to_owned() }))
    });
    let Some((hearing, said)) = heard else { return Ok(()) };
    tell(&connections, hearing, Lobby::said(said)).await
}

pub async fn scores(State(hall): State<Hall>) -> Json<Scores> {
    Json(Scores { won: hall.with(|inside| inside.won()) })
}

fn player(inside: &Inside, connection: &ConnectionId) -> std::result::Result<String, String> {
    inside.player(connection).map(|player| player.name).ok_or_else(|| "you are not in the lobby".to_owned())
}

/// Changes the seats of a table, and sends the table to all players in the lobby.
async fn change(
    connection: &ConnectionId,
    number: u32,
    hall: &Hall,
    connections: &Connections,
    act: impl FnOnce(&mut Table, &str) -> std::result::Result<(), String>,
) -> Result {
    let changed = hall.with(|inside| {
        let name = player(inside, connection)?;
        inside.act(number, |table| act(table, &name))?;
        inside.place(number).map(|place| (inside.everybody(), place)).ok_or_else(|| "it is gone".to_owned())
    });
    match changed {
        Ok((everybody, place)) => tell(connections, everybody, Lobby::table_changed(place)).await,
        Err(text) => connections.send(connection, Lobby::notice(Notice { text })).await,
    }
}

/// Runs a move in a game, and sends the turn to the table's players and viewers.
async fn play(
    connection: &ConnectionId,
    number: u32,
    hall: &Hall,
    connections: &Connections,
    act: impl FnOnce(&mut Table, &str) -> std::result::Result<(), String>,
) -> Result {
    let played = hall.with(|inside| {
        let name = player(inside, connection)?;
        inside.act(number, |table| act(table, &name))?;
        inside.turn(number).map(|turn| (inside.around(number), turn)).ok_or_else(|| "it is gone".to_owned())
    });
    match played {
        Ok((around, turn)) => tell(connections, around, Lobby::turn(turn)).await,
        Err(text) => connections.send(connection, Lobby::notice(Notice { text })).await,
    }
}

/// Sends a message to several connections, and skips connections that are gone.
async fn tell<T: Serialize>(
    connections: &Connections,
    to: Vec<ConnectionId>,
    message: ServerMessage<T>,
) -> Result {
    let told = connections.broadcast(&to, message).await;
    told.failed.into_iter().next().map_or(Ok(()), |(_, error)| Err(error))
}
