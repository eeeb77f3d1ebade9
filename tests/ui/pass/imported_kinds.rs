#![deny(warnings, unused_qualifications)]

use websocket_api::{event::*, extract::*, response::*, routes, websocket_api};

websocket_api! {
    Chat { routes: { $connect: connect, $default: message } }
}

async fn connect(_: ConnectionId) -> Accept {
    Accept::new()
}

async fn message(_: Text) {}

fn kinds<K: HandlerKind>() {}

fn main() {
    kinds::<Message>();
    Chat::api().add_routes(routes! { more: message }).expect("one more route");
}
