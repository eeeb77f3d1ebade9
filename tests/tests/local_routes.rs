//! Which route a message takes through the gateway on localhost. The numbers are those of `local::conformance`.
// What is declared here is warned of, and meant.
#![allow(deprecated)]

use futures_util::{SinkExt, StreamExt};
use serde_json::Value;
use tokio_tungstenite::{connect_async, tungstenite::Message};
use websocket_api::{App, extract::RequestContext, websocket_api};
use websocket_api_tests::local::{refusal, soon};

/// The route key of the event: that of the route, not what the message said (1.33).
async fn key(context: RequestContext) -> String {
    context.route_key
}

/// What comes back for each message.
async fn answers(app: App, messages: &[&str]) -> Vec<String> {
    let gateway = app.serve("127.0.0.1:0").await.expect("a gateway");
    let (mut client, _) = connect_async(gateway.url()).await.expect("a connection");
    let mut answers = Vec::new();
    for message in messages {
        client.send(Message::text(*message)).await.expect("a client that sends");
        let answer = soon(client.next()).await.expect("an answer").expect("a message");
        answers.push(answer.into_text().expect("text").to_string());
    }
    gateway.stop().await;
    answers
}

mod by_action {
    use super::*;

    websocket_api! {
        pub ByAction {
            routes: {
                $connect: nothing,
                $disconnect: nothing,
                $default: { function: key, return_response: true },
                join: { function: key, return_response: true },
                "5": { function: key, return_response: true },
                "true": { function: key, return_response: true },
                "null": { function: key, return_response: true },
                "[item1, item2]": { function: key, return_response: true },
                r#"{"a":1}"#: { function: key, return_response: true },
            },
        }
    }

    async fn nothing() {}

    /// 1.3, 1.26, 1.30: the key is compared exactly, case included.
    #[tokio::test]
    async fn the_key_is_compared_exactly() {
        let messages = [
            r#"{"action":"join"}"#,
            r#" { "other": [1], "action" : "jo\u0069n" } "#,
            r#"{"action":"Join"}"#,
            r#"{"action":"join "}"#,
            r#"{"Action":"join"}"#,
            r#"{"action":""}"#,
            r#"{"action":"$default"}"#,
        ];
        let expected = ["join", "join", "$default", "$default", "$default", "$default", "$default"];
        assert_eq!(answers(ByAction::app(), &messages).await, expected);
    }

    /// 1.24, 1.25: whatever is no string is taken as its text.
    #[tokio::test]
    async fn values_are_taken_as_text() {
        let messages = [
            r#"{"action":5}"#,
            r#"{"action":true}"#,
            r#"{"action":null}"#,
            r#"{"action":["item1","item2"]}"#,
            r#"{"action":{"a":1}}"#,
        ];
        let expected = ["5", "true", "null", "[item1, item2]", r#"{"a":1}"#];
        assert_eq!(answers(ByAction::app(), &messages).await, expected);
    }

    /// 1.23, 1.31, 1.32: what is no JSON, or no object, or lacks the field, goes to `$default`.
    #[tokio::test]
    async fn the_rest_goes_to_default() {
        let messages = [
            "hello",
            "",
            " ",
            "{",
            r#"{"action":"join""#,
            "[1]",
            r#""join""#,
            "5",
            "null",
            "{}",
            r#"["action"]"#,
        ];
        let answers = answers(ByAction::app(), &messages).await;
        assert_eq!(answers, vec!["$default"; messages.len()]);
    }

    /// 1.8: nobody connects or disconnects by a message.
    #[tokio::test]
    async fn connect_and_disconnect_are_no_messages() {
        let messages = [r#"{"action":"$connect"}"#, r#"{"action":"$disconnect"}"#];
        assert_eq!(answers(ByAction::app(), &messages).await, ["$default", "$default"]);
    }
}

macro_rules! expression {
    ($name:ident, $expression:literal, $($key:literal),+) => {
        #[allow(deprecated, reason = "an expression that is the same for every message is warned of")]
        mod $name {
            use super::*;

            websocket_api! {
                pub Api {
                    routes: {
                        "$default": { function: key, return_response: true },
                        $($key: { function: key, return_response: true }),+
                    },
                    route_selection_expression: $expression,
                }
            }
        }
    };
}

expression!(braced, "${request.body.action}", "join");
expression!(two, "${request.body.service}/${request.body.action}", "chat/join", "/join", "chat/");
expression!(nested, "$request.body.a.b", "x");
expression!(indexed, "$request.body.items[1]['the kind']", "x");
expression!(fixed, "action", "action");
expression!(prefixed, "v1-$request.body.action", "v1-join", "v1-");
expression!(dollar, r"\$default", "join");

/// 1.20, 1.26, 1.27: AWS's table, and paths into objects and lists.
#[tokio::test]
async fn expressions_select() {
    let join = r#"{"service":"chat","action":"join"}"#;
    assert_eq!(answers(braced::Api::app(), &[join, "{}"]).await, ["join", "$default"]);
    let partial = [join, r#"{"action":"join"}"#, r#"{"service":"chat"}"#, "{}"];
    assert_eq!(answers(two::Api::app(), &partial).await, ["chat/join", "/join", "chat/", "$default"]);
    let deep = [r#"{"a":{"b":"x"}}"#, r#"{"a":"x"}"#, r#"{"a.b":"x"}"#, r#"{"a":{"b":{"c":"x"}}}"#];
    assert_eq!(answers(nested::Api::app(), &deep).await, ["x", "$default", "$default", "$default"]);
    let listed = [r#"{"items":[0,{"the kind":"x"}]}"#, r#"{"items":[{"the kind":"x"}]}"#, r#"{"items":{}}"#];
    assert_eq!(answers(indexed::Api::app(), &listed).await, ["x", "$default", "$default"]);
    // A fixed text selects its route for whatever is JSON, and for nothing else (1.31).
    assert_eq!(answers(fixed::Api::app(), &[join, "5", "hello"]).await, ["action", "action", "$default"]);
    let prefixed = answers(prefixed::Api::app(), &[join, "{}", "hello"]).await;
    assert_eq!(prefixed, ["v1-join", "v1-", "$default"]);
    assert_eq!(answers(dollar::Api::app(), &[join]).await, ["$default"]);
}

mod without_default {
    use super::*;

    websocket_api! {
        pub Bare { routes: { join: { function: key, return_response: true } } }
    }

    /// 1.30: without a route and a `$default` the client is told so, and stays connected.
    #[tokio::test]
    async fn no_route_is_forbidden() {
        let messages = [r#"{"action":"leave"}"#, "hello", r#"{"action":"$connect"}"#, r#"{"action":"join"}"#];
        let answers = answers(Bare::app(), &messages).await;
        let (connection, first) = refusal(&answers[0], "Forbidden");
        let (same, second) = refusal(&answers[1], "Forbidden");
        assert_eq!(connection, same);
        assert_ne!(first, second);
        refusal(&answers[2], "Forbidden");
        assert_eq!(answers[3], "join");
        assert!(serde_json::from_str::<Value>(&answers[0]).expect("JSON").is_object());
    }
}
