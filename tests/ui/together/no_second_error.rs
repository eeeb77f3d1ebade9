use websocket_api::{Api, App, websocket_api};

websocket_api! {
    pub Chat { routes: { $default: "handler" } }
}

fn app() -> App {
    // The type, its trait and its functions are there, so none of this fails as well.
    let _: Chat = Chat;
    let _ = (Chat::app(), <Chat as Api>::app().template());
    Chat::app()
}

fn main() {
    app();
}
