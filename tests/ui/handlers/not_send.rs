use websocket_api::websocket_api;

websocket_api! {
    Chat { routes: { $default: handler } }
}

async fn handler() {
    let shared = std::rc::Rc::new(());
    std::future::ready(()).await;
    drop(shared);
}

fn main() {
    Chat::api();
}
