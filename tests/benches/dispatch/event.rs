use serde_json::{Map, Value, json};
use websocket_api_tests::events::event;

/// The context of an authorizer that returns the handshake's headers. Every event contains it.
const AUTHORIZER: [(&str, &str); 20] = [
    ("accept", "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"),
    ("accept-encoding", "gzip, deflate, br, zstd"),
    ("accept-language", "en-GB,en-US;q=0.9,en;q=0.8,de;q=0.7"),
    ("authorization", "Bearer 7c2a1f0e5d9b48c6a3e1f7d20b946c85"),
    ("cache-control", "no-cache"),
    ("cookie", "session=4f1d2c3b5a69788796a5b4c3d2e1f001; theme=dark; consent=2025-10-09"),
    ("host", "abcdef1234.execute-api.us-east-1.amazonaws.com"),
    ("origin", "https://chat.example.com"),
    ("pragma", "no-cache"),
    ("principalId", "user-7"),
    ("sec-fetch-dest", "websocket"),
    ("sec-fetch-mode", "websocket"),
    ("sec-fetch-site", "cross-site"),
    ("sec-websocket-extensions", "permessage-deflate; client_max_window_bits"),
    ("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ=="),
    ("sec-websocket-version", "13"),
    ("user-agent", "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0"),
    ("x-amzn-trace-id", "Root=1-68e78400-0123456789abcdef01234567"),
    ("x-forwarded-for", "203.0.113.7"),
    ("x-forwarded-proto", "https"),
];

/// Returns the event of a message of 1 KB, without white space as API Gateway sends it.
pub fn message() -> Vec<u8> {
    let mut event: Value = serde_json::from_str(&event("message")).expect("JSON");
    event["body"] = body().into();
    let authorizer: Map<_, _> = AUTHORIZER.iter().map(|&(name, value)| (name.into(), value.into())).collect();
    event["requestContext"]["authorizer"] = authorizer.into();
    event.to_string().into_bytes()
}

/// Prose with quotation marks and line breaks.
const TEXT: &str = "I have been through the notes of last week, and most of what we agreed on is done: the rooms are \
    booked, the speakers know when they are expected, and the printer wants the last page by Thursday noon.\n\n\
    Two things are open. The caterer asks how many of us will stay for the evening, and I would rather say sixty and send \
    food home with people than say forty and watch them count sandwiches. And somebody must meet the guests at the station; \
    the train gets in at ten past four, and it is a long walk with luggage. Whoever goes should hold a sign that says \
    \"Workshop\", because nobody will recognise us from those photographs.\n\n\
    If I hear nothing by tomorrow I shall ask Ada to drive, since her car is the only one that takes five, and tell the \
    caterer sixty. Everything else can wait until we meet on Friday morning, when there will be coffee and, with luck, the \
    new projector that we were promised in spring. Until then, and thank you all for the effort.";

fn body() -> String {
    let message =
        json!({ "action": "sendMessage", "room": "general", "sequence": 1789, "text": TEXT }).to_string();
    assert_eq!(message.len(), 1024, "1 KB");
    message
}
