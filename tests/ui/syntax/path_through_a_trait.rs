use websocket_api::websocket_api;

trait Handle {
    fn handle() -> impl Future<Output = ()> + Send;
}

struct Room;

impl Handle for Room {
    async fn handle() {}
}

websocket_api! {
    Chat { routes: { a: <Room as Handle>::handle, b: Room::handle, $default: handlr } }
}

fn main() {}
