use websocket_api::websocket_api;

websocket_api! {
    Chat {
        routes: {
            send-message: handler,
            chat/join: handler,
            1: handler,
            _: handler,
            #[cfg(test)]
            tested: handler,
            "x"y: handler,
            generic: generic<u8, u8>,
            when: if true { handler } else { handler },
        },
        routes:: {},
    }
}

async fn handler() {}

fn main() {}
