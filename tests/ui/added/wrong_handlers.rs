use websocket_api::{extract::Headers, routes, websocket_api};

websocket_api! {
    Chat {}
}

async fn takes(_: Headers) {}

async fn returns() -> String {
    String::new()
}

fn main() {
    let mut chat = Chat::api();
    drop(chat.add_routes(routes! { a: takes, b: returns }));
}
