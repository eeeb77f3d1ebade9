#![deny(warnings)]
websocket_api::websocket_api! {
    Chat {
        routes: { $connect: handler, $default: handler },
        access_log: { destination_arn: "arn:aws:logs:eu-west-1:123456789012:log-group:chat", retention: one_week },
    }
}

async fn handler() {}

fn main() {}
