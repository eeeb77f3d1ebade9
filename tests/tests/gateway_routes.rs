//! Route selection in the local gateway. The numbers are those of `gateway::conformance`.
// Some declarations here have warnings on purpose.
#![allow(deprecated)]

use futures_util::{SinkExt, StreamExt};
use serde_json::Value;
use tokio_tungstenite::{connect_async, tungstenite::Message};
use websocket_api::{
    WebSocketApi,
    extract::{Json, RequestContext},
    websocket_api,
};
use websocket_api_tests::gateway::{error_ids, soon};

/// Returns the event's route key: the selected route's key, which may differ from the message's text (1.33).
async fn key(context: RequestContext) -> String {
    context.route_key
}

/// Returns the reply to each message.
async fn answers(api: WebSocketApi, messages: &[&str]) -> Vec<String> {
    let gateway = api.serve("127.0.0.1:0").await.expect("a gateway");
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
                "18446744073709551616": { function: key, return_response: true },
                "true": { function: key, return_response: true },
                "null": { function: key, return_response: true },
                "[item1, item2]": { function: key, return_response: true },
                r#"{"a":1}"#: { function: key, return_response: true },
            },
        }
    }

    async fn nothing() {}

    /// 1.3, 1.26, 1.30: route keys are compared exactly, including case.
    #[tokio::test]
    async fn route_key_is_compared_exactly_including_case() {
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
        assert_eq!(answers(ByAction::api(), &messages).await, expected);
    }

    /// 1.24, 1.25: a value that is not a string is compared as JSON text.
    #[tokio::test]
    async fn non_string_value_selects_by_its_json_text() {
        let messages = [
            r#"{"action":5}"#,
            r#"{"action":true}"#,
            r#"{"action":null}"#,
            r#"{"action":["item1","item2"]}"#,
            r#"{"action":{"a":1}}"#,
        ];
        let expected = ["5", "true", "null", "[item1, item2]", r#"{"a":1}"#];
        assert_eq!(answers(ByAction::api(), &messages).await, expected);
    }

    /// 1.23, 1.31, 1.32: a message that is not JSON, is not an object, or lacks the field selects `$default`.
    #[tokio::test]
    async fn message_without_the_selected_field_goes_to_default() {
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
        let answers = answers(ByAction::api(), &messages).await;
        assert_eq!(answers, vec!["$default"; messages.len()]);
    }

    /// 1.31: any JSON of RFC 8259's grammar is valid, beyond the limits of serde_json.
    #[tokio::test]
    async fn message_is_json_by_the_grammar_of_rfc_8259() {
        let deep = format!(r#"{{"deep":{}1{},"action":"join"}}"#, "[".repeat(10_000), "]".repeat(10_000));
        let messages = [
            r#"{"action":"join","text":"\ud83d"}"#,
            r#"{"\udc00":"","action":"join"}"#,
            r#"{"number":1e309,"action":"join"}"#,
            r#"{"action":"join","numbers":[-1e999]}"#,
            &deep,
            r#"{"action":"leave","action":"join"}"#,
        ];
        assert_eq!(answers(ByAction::api(), &messages).await, vec!["join"; messages.len()]);
        let messages = [
            r#"{"action":"\ud83d"}"#,
            r#"{"action":"join","number":1e}"#,
            "\u{FEFF}{\"action\":\"join\"}",
            r#"{"action":"join"} {}"#,
            "{'action':'join'}",
        ];
        assert_eq!(answers(ByAction::api(), &messages).await, vec!["$default"; messages.len()]);
    }

    /// 1.25: a number selects a route by its digits.
    #[tokio::test]
    async fn number_selects_by_its_digits_in_the_message() {
        let messages = [
            r#"{"action":5.0}"#,
            r#"{"action":5e0}"#,
            r#"{"action":18446744073709551616}"#,
            r#"{"action":{ "a" : 1 }}"#,
        ];
        let expected = ["$default", "$default", "18446744073709551616", r#"{"a":1}"#];
        assert_eq!(answers(ByAction::api(), &messages).await, expected);
    }

    /// 1.8: a message cannot select `$connect` or `$disconnect`.
    #[tokio::test]
    async fn message_that_names_connect_or_disconnect_goes_to_default() {
        let messages = [r#"{"action":"$connect"}"#, r#"{"action":"$disconnect"}"#];
        assert_eq!(answers(ByAction::api(), &messages).await, ["$default", "$default"]);
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
expression!(hyphenated, "$request.body.detail-type", "x");
expression!(named, "${request.body.@type}", "x");
expression!(separate, "$request.body.a-$request.body.b", "xy", "x-y");
expression!(ended, "$request.body.dc:type", "x:type");
expression!(fixed, "action", "action");
expression!(prefixed, "v1-$request.body.action", "v1-join", "v1-");
expression!(dollar, r"\$default", "join");

/// 1.20, 1.26, 1.27: AWS's table, and paths into objects and lists.
#[tokio::test]
async fn selection_expressions_select_by_paths_and_fixed_text() {
    let join = r#"{"service":"chat","action":"join"}"#;
    assert_eq!(answers(braced::Api::api(), &[join, "{}"]).await, ["join", "$default"]);
    let partial = [join, r#"{"action":"join"}"#, r#"{"service":"chat"}"#, "{}"];
    assert_eq!(answers(two::Api::api(), &partial).await, ["chat/join", "/join", "chat/", "$default"]);
    let deep = [r#"{"a":{"b":"x"}}"#, r#"{"a":"x"}"#, r#"{"a.b":"x"}"#, r#"{"a":{"b":{"c":"x"}}}"#];
    assert_eq!(answers(nested::Api::api(), &deep).await, ["x", "$default", "$default", "$default"]);
    let listed = [r#"{"items":[0,{"the kind":"x"}]}"#, r#"{"items":[{"the kind":"x"}]}"#, r#"{"items":{}}"#];
    assert_eq!(answers(indexed::Api::api(), &listed).await, ["x", "$default", "$default"]);
    // A fixed text selects its route for any JSON message, and for no other message (1.31).
    assert_eq!(answers(fixed::Api::api(), &[join, "5", "hello"]).await, ["action", "action", "$default"]);
    let prefixed = answers(prefixed::Api::api(), &[join, "{}", "hello"]).await;
    assert_eq!(prefixed, ["v1-join", "v1-", "$default"]);
    assert_eq!(answers(dollar::Api::api(), &[join]).await, ["$default"]);
}

/// 1.20: a variable without braces has letters, digits, `_` and `-`; a variable in braces has any name.
#[tokio::test]
async fn variable_without_braces_ends_at_other_punctuation() {
    let messages = [r#"{"detail-type":"x"}"#, r#"{"detail":"x"}"#];
    assert_eq!(answers(hyphenated::Api::api(), &messages).await, ["x", "$default"]);
    let messages = [r#"{"@type":"x"}"#, r#"{"type":"x"}"#];
    assert_eq!(answers(named::Api::api(), &messages).await, ["x", "$default"]);
    let messages = [r#"{"a-":"x","b":"y"}"#, r#"{"a":"x","b":"y"}"#];
    assert_eq!(answers(separate::Api::api(), &messages).await, ["xy", "$default"]);
    assert_eq!(answers(ended::Api::api(), &[r#"{"dc":"x"}"#]).await, ["x:type"]);
}

mod without_default {
    use super::*;

    websocket_api! {
        pub Bare {
            routes: {
                join: { function: key, return_response: true },
                say: { function: say, return_response: true },
                note: note,
            }
        }
    }

    async fn say(message: Json<Value>) -> Json<Value> {
        message
    }

    async fn note(_: Json<Value>) {}

    /// 1.30: without a matching route or `$default` the client gets an error frame, and stays connected.
    #[tokio::test]
    async fn message_without_a_route_gets_forbidden() {
        let messages = [r#"{"action":"leave"}"#, "hello", r#"{"action":"$connect"}"#, r#"{"action":"join"}"#];
        let answers = answers(Bare::api(), &messages).await;
        let (connection, first) = error_ids(&answers[0], "Forbidden");
        let (same, second) = error_ids(&answers[1], "Forbidden");
        assert_eq!(connection, same);
        assert_ne!(first, second);
        error_ids(&answers[2], "Forbidden");
        assert_eq!(answers[3], "join");
        assert!(serde_json::from_str::<Value>(&answers[0]).expect("JSON").is_object());
    }
    /// The route replies to a message that its handler cannot read. API Gateway does not.
    #[tokio::test]
    async fn unreadable_message_gets_the_rejection_of_the_route() {
        for text in [r#""\ud83d""#, "1e309", &("[".repeat(200) + &"]".repeat(200))] {
            let messages = [
                format!(r#"{{"action":"note","text":{text}}}"#),
                format!(r#"{{"action":"say","text":{text}}}"#),
                r#"{"action":"join"}"#.to_owned(),
            ];
            let gateway = Bare::api().serve("127.0.0.1:0").await.expect("a gateway");
            let (mut client, _) = connect_async(gateway.url()).await.expect("a connection");
            let mut heard = Vec::new();
            for message in messages {
                client.send(Message::text(message)).await.expect("a client that sends");
            }
            for _ in 0..2 {
                let answer = soon(client.next()).await.expect("an answer").expect("a message");
                heard.push(answer.into_text().expect("text").to_string());
            }
            gateway.stop().await;
            heard.sort();
            assert_eq!(heard[0], "join", "{text:.20}");
            assert!(heard[1].contains("the message is not JSON"), "{heard:?}");
        }
    }
}
