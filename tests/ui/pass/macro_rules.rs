macro_rules! api {
    ($name:ident, $key:literal, $handler:path, $timeout:expr) => {
        websocket_api::websocket_api! {
            pub $name {
                routes: {
                    $connect: $handler,
                    "$disconnect": $handler,
                    $key: { function: { handler: $handler, timeout: $timeout } },
                },
            }
        }
    };
}

mod handlers {
    pub async fn handler() {}
}

api!(Chat, "send", handlers::handler, 7);

fn main() {
    let json = Chat::api().template().expect("a template").to_json();
    for part in ["$connect", "$disconnect", "\"send\"", "\"Timeout\": 7"] {
        assert!(json.contains(part), "{part}");
    }
}
