use websocket_api::{response::{Allow, Deny}, websocket_api};

websocket_api! {
    Chat {
        routes: { $connect: fallback, $default: fallback },
        authorizer: { type: lambda, function: handler },
    }
}

async fn handler() -> Result<Deny, Allow> {
    Err(Allow::new("ada"))
}

async fn fallback() {}

fn main() {
    Chat::api();
}
