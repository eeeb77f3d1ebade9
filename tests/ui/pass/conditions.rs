#![deny(warnings, unused_results)]

const TIMEOUT: u32 = 3;

async fn handler() {}

websocket_api::websocket_api! {
    #[cfg(any())]
    Nowhere { routes: { $default: handler } }
}

websocket_api::websocket_api! {
    #[derive(Debug, Clone)]
    r#Chat { routes: { $default: { function: { handler: handler, timeout: TIMEOUT } } } /* end */ }
}

fn main() {
    let json = Chat::api().template().expect("a template").to_json();
    assert!(json.contains("ChatApi") && json.contains("-Chat"), "{json}");
}
