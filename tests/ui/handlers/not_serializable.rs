use websocket_api::{extract::Json, websocket_api};

websocket_api! {
    Chat { routes: { $default: { function: handler, return_response: true } } }
}

struct Reply;

async fn handler() -> Json<Reply> {
    Json(Reply)
}

fn main() {
    Chat::api();
}
