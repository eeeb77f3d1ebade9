use websocket_api::{response::{Allow, Reject}, websocket_api};

websocket_api! {
    Chat {
        routes: { $connect: fallback, $default: fallback },
        authorizer: { type: lambda, function: handler },
    }
}

async fn handler() -> Result<Allow, Reject> {
    Err(Reject::status(401))
}

async fn fallback() {}

fn main() {
    Chat::api();
}
