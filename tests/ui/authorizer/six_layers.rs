use websocket_api::{response::Allow, websocket_api};

websocket_api! {
    Chat {
        routes: { $connect: handler, $default: handler },
        authorizer: { type: lambda, function: { handler: authorize, layers: [
            "arn:aws:lambda:eu-west-1:123456789012:layer:l1:1", "arn:aws:lambda:eu-west-1:123456789012:layer:l2:1",
            "arn:aws:lambda:eu-west-1:123456789012:layer:l3:1", "arn:aws:lambda:eu-west-1:123456789012:layer:l4:1",
            "arn:aws:lambda:eu-west-1:123456789012:layer:l5:1", "arn:aws:lambda:eu-west-1:123456789012:layer:l6:1",
        ] } },
    }
}

async fn handler() {}

async fn authorize() -> Allow {
    Allow::new("anybody")
}

fn main() {
    Chat::api();
}
