use websocket_api::websocket_api;

websocket_api! {}
websocket_api! { { routes: {} } }
websocket_api! { struct Chat; }
websocket_api! { Core }

fn main() {
    Core::api();
}
