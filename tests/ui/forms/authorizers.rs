use websocket_api::websocket_api;

async fn f() {}

websocket_api! {
    Chat {
        routes: { $connect: f },
        authorizer: AWS_IAM,
    }
}

fn main() {
    Chat::api();
}

websocket_api! {
    Other {
        routes: { $connect: f },
        authorizer: { type: CUSTOM, function: authorize },
    }
}

websocket_api! {
    Third {
        routes: { $connect: f },
        authorizer: jwt,
    }
}

async fn authorize() -> websocket_api::response::Deny {
    websocket_api::response::Deny
}
