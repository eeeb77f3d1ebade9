use websocket_api::websocket_api;

const TIMEOUT: u32 = 1000;

websocket_api! {
    Chat {
        routes: { $connect: handlrs::connect, $default: { function: { handler: handlers::conect, timeout: 0 } } },
        authoriser: iam,
        stage: { name: "a b", auto_deploy: "yes" },
        access_log: { retention: forever, format: 7 },
    }
}

websocket_api! {
    Core { routes: { $default: { function: { handler: handlers::connect, timeout: TIMEOUT } } } }
}

mod handlers {
    pub async fn connect() {}
}

fn main() {}
