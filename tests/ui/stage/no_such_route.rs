use websocket_api::websocket_api;

websocket_api! {
    Chat {
        routes: { $connect: handler, sendMessage: handler },
        stage: { routes: { sendmesage: { detailed_metrics }, connect: { data_trace: false }, other: { throttle: { rate: 1 } } } },
    }
}

async fn handler() {}

fn main() {
    Chat::api();
}
