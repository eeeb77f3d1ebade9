async fn handler<T: Default + Send>() {
    T::default();
}

websocket_api::websocket_api! {
    Chat {
        routes: {
            $default: handler::<u8>,
            both: { function: { handler: handler::<std::collections::HashMap<u8, Vec<(u8, [u8; 2])>>> } },
        },
    }
}

fn main() {
    Chat::api();
}
