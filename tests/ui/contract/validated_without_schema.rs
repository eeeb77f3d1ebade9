use serde::Deserialize;
use websocket_api::{extract::Json, websocket_api};

websocket_api! {
    Chat { routes: { $default: { function: say, validate: true } } }
}

#[derive(Deserialize)]
#[expect(dead_code)]
struct Said {
    text: String,
}

async fn say(Json(_): Json<Said>) {}

fn main() {
    Chat::api();
}
