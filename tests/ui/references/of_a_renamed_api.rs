use websocket_api::websocket_api;

websocket_api! {
    Talk {
        routes: { $default: fallback },
        outputs: {
            Api: { Value: "${ChatApi}" },
            Both: { Value: "${ChatApi}/${ChatStage}" },
        },
    }
}

async fn fallback() {}

fn main() {
    Talk::api();
}
