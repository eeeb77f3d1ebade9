async fn handler() {}

mod api {
    mod settings {
        pub(super) const TIMEOUT: u32 = 3;
    }

    pub(crate) mod inner {
        websocket_api::websocket_api! {
            pub(in crate::api) Chat {
                routes: {
                    $connect: super::super::handler,
                    $default: { function: { handler: crate::handler, timeout: super::settings::TIMEOUT } },
                },
            }
        }
    }

    pub(crate) fn template() -> String {
        inner::Chat::api().template().expect("a template").to_json()
    }
}

fn main() {
    assert!(api::template().contains("\"Timeout\": 3"));
}
