websocket_api::websocket_api! {
    Chat {
        routes: {
            $connect: { function: { handler: connect, vpc: "vpc-1", deadLetterQueue: queue } },
            $default: connect,
        },
    }
}

async fn connect() {}

fn main() {}
