use websocket_api::websocket_api;

websocket_api! {
    Chat { routes: { a: takes, b: generic, c: plain } }
}

async fn takes(_: u8) {}
async fn generic<T: Default>() {}
fn plain() {}

fn main() {}
