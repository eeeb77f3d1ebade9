//! Breaking changes of an API for clients of an older version.
// The types only have schemas: their members are not read, and their variants not made.
#![expect(dead_code)]

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use websocket_api::{
    ApiDefinition, Error,
    asyncapi::{self, AsyncApi},
    extract::Json,
    websocket_api,
};

/// Two versions of an API, with different types.
macro_rules! versions {
    ($older:ident: { $($was:tt)* }, $newer:ident: { $($is:tt)* }) => {
        pub mod older {
            use super::*;
            $($was)*
            pub fn document() -> String {
                $older::api().asyncapi().to_json()
            }
        }
        pub mod newer {
            use super::*;
            $($is)*
            pub fn changes(older: &str) -> Vec<String> {
                let changes = $newer::api().asyncapi().breaking_changes(older).expect("a document");
                changes.iter().map(ToString::to_string).collect()
            }
        }

        #[test]
        fn unchanged_api_has_no_breaking_changes() {
            assert_no_changes::<older::$older>();
            assert_no_changes::<newer::$newer>();
        }
    };
}

async fn take<T>(Json(_): Json<T>) {}

async fn echo<T>(Json(message): Json<T>) -> Json<T> {
    Json(message)
}

/// Asserts that an API has no breaking changes to itself.
fn assert_no_changes<A: ApiDefinition>() {
    let older = A::api().asyncapi().to_json();
    assert_eq!(A::api().asyncapi().breaking_changes(&older).expect("a document"), []);
}

mod client_messages {
    use super::*;

    versions!(
        Chat: {
            #[derive(Deserialize, JsonSchema)]
            pub struct Say { text: String, room: Option<String>, volume: u16, mood: Mood, tags: Vec<String> }
            #[derive(Deserialize, JsonSchema)]
            pub enum Mood { Glad, Sad }
            #[derive(Deserialize, JsonSchema)]
            #[serde(tag = "shape")]
            pub enum Draw { Circle { radius: u8 }, Square { side: u8 } }
            websocket_api! {
                pub Chat {
                    routes: { say: take::<Say>, draw: take::<Draw>, leave: take::<Mood> },
                    allow: [no_default_route],
                }
            }
        },
        Chat: {
            #[derive(Deserialize, JsonSchema)]
            pub struct Say { text: String, room: String, volume: u8, mood: Mood, tags: Vec<u8>, id: u32, note: Option<u8> }
            #[derive(Deserialize, JsonSchema)]
            pub enum Mood { Glad }
            #[derive(Deserialize, JsonSchema)]
            #[serde(tag = "shape")]
            pub enum Draw { Circle { radius: u8, colour: String } }
            websocket_api! {
                pub Chat { routes: { say: take::<Say>, draw: take::<Draw>, hello: take::<Mood> }, allow: [no_default_route] }
            }
        }
    );

    #[test]
    fn narrowed_input_is_a_breaking_change() {
        assert_eq!(
            newer::changes(&older::document()),
            [
                "`say`, `room`: property is now required",
                "`say`, `id`: property is now required",
                "`say`, `room`: type changed from `string or null` to `string`",
                "`say`, `volume`: `maximum` changed from 65535 to 255",
                "`say`, `mood`: value \"Sad\" is no longer accepted",
                "`say`, `tags[]`: type changed from `string` to `integer`",
                "`draw`, `colour`: property is now required",
                "`draw`: value \"Square\" is no longer accepted",
                "`leave`: the route is removed",
            ]
        );
    }
}

mod server_messages_and_replies {
    use super::*;

    versions!(
        Chat: {
            #[derive(Deserialize, JsonSchema, Serialize)]
            pub struct Answer { text: String, number: u8, kind: Kind }
            #[derive(Deserialize, JsonSchema, Serialize)]
            pub enum Kind { A }
            websocket_api! {
                pub Chat {
                    server_messages: { said: Answer, gone: Kind },
                    routes: {
                        ask:  { function: echo::<Answer>, return_response: true },
                        tell: { function: echo::<Answer>, return_response: true },
                    },
                    allow: [no_default_route],
                }
            }
        },
        Chat: {
            #[derive(Deserialize, JsonSchema, Serialize)]
            pub struct Answer { text: Option<String>, number: u16, kind: Kind, more: bool }
            #[derive(Deserialize, JsonSchema, Serialize)]
            pub enum Kind { A, B }
            #[derive(Deserialize, JsonSchema, Serialize)]
            pub struct Older { text: String, number: u8, kind: OlderKind }
            #[derive(Deserialize, JsonSchema, Serialize)]
            pub enum OlderKind { A }
            async fn ask(Json(_): Json<Older>) -> Json<Answer> {
                Json(Answer { text: None, number: 0, kind: Kind::A, more: false })
            }
            websocket_api! {
                pub Chat {
                    server_messages: { said: Answer },
                    routes: { ask: { function: ask, return_response: true }, tell: take::<Older> },
                    allow: [no_default_route],
                }
            }
        }
    );

    #[test]
    fn widened_output_is_a_breaking_change() {
        let answer = [
            "`text`: type changed from `string` to `string or null`",
            "`number`: `maximum` changed from 255 to 65535",
            "`kind`: new value \"B\" is unknown to older clients",
        ];
        let reply = answer.map(|change| format!("`ask`, reply, {change}"));
        let push = answer.map(|change| format!("`said`, {change}"));
        let changes: Vec<String> = reply
            .into_iter()
            .chain(["`tell`, reply: the reply is removed".to_owned()])
            .chain(push)
            .chain(["`gone`: the message is removed".to_owned()])
            .collect();
        assert_eq!(newer::changes(&older::document()), changes);
    }
}

mod nested_types {
    use std::collections::HashMap;

    use super::*;

    versions!(
        Game: {
            #[derive(JsonSchema, Serialize)]
            pub struct Player { name: String, score: u8 }
            #[derive(JsonSchema, Serialize)]
            pub struct Moved { id: String, #[serde(flatten)] what: What }
            #[derive(JsonSchema, Serialize)]
            #[serde(tag = "what")]
            pub enum What { Piece { to: u8 }, Card }
            #[derive(Deserialize, JsonSchema)]
            pub struct Join { seats: HashMap<u32, Seat>, names: HashMap<String, u8>, friend: Option<String> }
            #[derive(Deserialize, JsonSchema)]
            pub struct Seat { row: u8 }
            websocket_api! {
                pub Game {
                    server_messages: { players: HashMap::<u32, Player>, moved: Option::<Moved> },
                    routes: { join: take::<Join> },
                    allow: [no_default_route],
                }
            }
        },
        Game: {
            #[derive(JsonSchema, Serialize)]
            pub struct Player { name: Option<String> }
            #[derive(JsonSchema, Serialize)]
            pub struct Moved { id: u32, #[serde(flatten)] what: What }
            #[derive(JsonSchema, Serialize)]
            #[serde(tag = "what")]
            pub enum What { Piece { to: u8 }, Card }
            #[derive(Deserialize, JsonSchema)]
            pub struct Join { seats: HashMap<u32, Seat>, names: HashMap<u32, u8>, friend: Option<Name> }
            #[derive(Deserialize, JsonSchema)]
            pub struct Seat { row: u8, colour: String }
            /// Its JSON is a string.
            #[derive(Deserialize, JsonSchema)]
            pub struct Name(String);
            websocket_api! {
                pub Game {
                    server_messages: { players: HashMap::<u32, Player>, moved: Option::<Moved>, join: Join },
                    routes: { players: take::<Join>, join: take::<Join> },
                    allow: [no_default_route],
                }
            }
        }
    );

    /// Maps, alternatives with members, and a route and a message of one name.
    #[test]
    fn changes_inside_maps_and_alternatives_are_breaking() {
        assert_eq!(
            newer::changes(&older::document()),
            [
                "`join`, `seats.*.colour`: property is now required",
                "`join`, `names.*`: property is no longer accepted",
                "`players`, `*.score`: property is now optional",
                "`players`, `*.name`: type changed from `string` to `string or null`",
                "`moved`, `id`: type changed from `string` to `integer`",
            ]
        );
    }
}

mod handshakes {
    use websocket_api::response::Allow;

    use super::*;

    async fn nothing() {}
    async fn decide() -> Allow {
        Allow::new("anybody")
    }

    websocket_api! { Open { routes: { $connect: nothing, say: nothing }, allow: [no_default_route] } }
    websocket_api! {
        Signed { routes: { $connect: nothing, say: nothing }, authorizer: iam, allow: [no_default_route] }
    }
    websocket_api! {
        Decided {
            routes: { $connect: nothing, say: nothing },
            authorizer: { type: lambda, function: decide, identity_source: ["route.request.querystring.token"] },
            allow: [no_default_route],
        }
    }

    fn changes(older: &AsyncApi, newer: &AsyncApi) -> Vec<String> {
        let changes = newer.breaking_changes(&older.to_json()).expect("a document");
        changes.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn stricter_handshake_is_a_breaking_change() {
        let (open, signed, decided) =
            (Open::api().asyncapi(), Signed::api().asyncapi(), Decided::api().asyncapi());
        assert_eq!(changes(&signed, &open), Vec::<String>::new());
        assert_eq!(changes(&decided, &open), Vec::<String>::new());
        assert_eq!(changes(&open, &signed), ["the handshake: authorization is now required"]);
        assert_eq!(changes(&decided, &signed), ["the handshake: a SigV4 signature is now required"]);
        let decides = "the handshake: authorization changed from a SigV4 signature to an authorizer";
        let token = "the handshake's query, `token`: property is now required";
        assert_eq!(changes(&signed, &decided), [token, decides]);
    }
}

#[test]
fn other_text_than_an_asyncapi_document_is_an_error() {
    let api = client_messages::older::Chat::api().asyncapi();
    for (text, reason) in
        [("{", "EOF"), ("{}", "no `asyncapi: 3.…`"), (r#"{"asyncapi":"2.6.0"}"#, "no `asyncapi: 3.…`")]
    {
        match api.breaking_changes(text) {
            Err(Error::AsyncApi(asyncapi::Error::NotAsyncApi(found))) => {
                assert!(found.contains(reason), "{found}");
            }
            other => panic!("{other:?}"),
        }
    }
}
