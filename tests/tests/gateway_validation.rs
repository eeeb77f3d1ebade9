//! Validation of messages against the model that API Gateway would use.
// Some declarations here have warnings on purpose.
#![allow(deprecated)]
// Most types only have a schema: their members are not read.
#![expect(dead_code)]

use std::sync::{Arc, Mutex};

use futures_util::{SinkExt, StreamExt};
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::{Value, json};
use tokio_tungstenite::{connect_async, tungstenite::Message};
use websocket_api::{
    Error, asyncapi,
    extract::{Json, Text},
    websocket_api,
};
use websocket_api_tests::gateway::soon;

#[derive(Deserialize, JsonSchema)]
struct Order {
    #[schemars(range(min = 1, max = 9))]
    count: u8,
    note: Option<String>,
}

async fn order(Json(Order { count, note }): Json<Order>) -> String {
    format!("{count} {}", note.unwrap_or_default())
}

#[derive(Deserialize, JsonSchema)]
#[schemars(extend("propertyNames" = { "pattern": "^[a-z]+$" }))]
struct Odd {
    a: u8,
}

async fn odd(Json(_): Json<Odd>) {}

async fn text(Text(_): Text) {}

websocket_api! {
    Shop {
        routes: { order: { function: order, return_response: true, validate: true } },
        access_log: { format: "$context.status $context.error.message|$context.error.validationErrorString" },
        allow: [no_default_route],
    }
}

websocket_api! {
    Strange { routes: { odd: { function: odd, validate: true } }, allow: [no_default_route] }
}

websocket_api! {
    Plain { routes: { text: { function: text, validate: true } }, allow: [no_default_route] }
}

/// A type with ten members of another type, several levels deep.
macro_rules! tens {
    ($($name:ident: $ty:ty),+) => {$(
        #[derive(Deserialize, JsonSchema)]
        struct $name { a: $ty, b: $ty, c: $ty, d: $ty, e: $ty, f: $ty, g: $ty, h: $ty, i: $ty, j: $ty }
    )+};
}

tens!(Ten: String, Hundred: Ten, Thousand: Hundred, Many: Thousand);

/// A keyword with more values than a model has space for.
#[derive(Deserialize)]
struct LargeEnum;

impl JsonSchema for LargeEnum {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "LargeEnum".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let words: Vec<String> = (0..3_000).map(|i| format!("word-{i:05}")).collect();
        schemars::json_schema!({ "enum": words })
    }
}

#[derive(Deserialize, JsonSchema)]
struct Reference {
    #[serde(rename = "Ref")]
    reference: String,
}

async fn take<T>(Json(_): Json<T>) {}

websocket_api! {
    Large { routes: { much: { function: take::<Many>, validate: true } }, allow: [no_default_route] }
}

websocket_api! {
    TooLarge { routes: { much: { function: take::<LargeEnum>, validate: true } }, allow: [no_default_route] }
}

websocket_api! {
    Referring { routes: { one: { function: take::<Reference>, validate: true } }, allow: [no_default_route] }
}

/// A type that is used repeatedly is defined once if the model would be too large otherwise.
#[tokio::test]
async fn repeated_types_share_a_definition_and_oversize_models_fail() {
    let template: Value =
        serde_json::from_str(&Large::api().template().expect("a template").to_json()).expect("JSON");
    let resources = template["Resources"].as_object().expect("resources");
    let model =
        resources.values().find(|resource| resource["Type"] == "AWS::ApiGatewayV2::Model").expect("a model");
    let schema = &model["Properties"]["Schema"];
    assert!(schema.to_string().len() < 4_000, "{schema}");
    let is_valid = |value: &Value| jsonschema::draft4::is_valid(schema, value);
    let mut value = json!("text");
    for _ in 0..4 {
        let ten = "abcdefghij".chars().map(|name| (name.to_string(), value.clone()));
        value = Value::Object(ten.collect());
    }
    assert!(is_valid(&value));
    value["j"]["j"]["j"]["j"] = 1.into();
    assert!(!is_valid(&value));

    let error = TooLarge::api().template().expect_err("no template").to_string();
    assert!(error.contains("bytes exceeds a model's limit of 32768"), "{error}");
    let error = Referring::api().template().expect_err("no template").to_string();
    assert!(error.contains("takes the member `Ref` for a reference of its own"), "{error}");
}

#[tokio::test]
async fn message_that_violates_the_model_gets_invalid_request_body() {
    let lines = Arc::new(Mutex::new(Vec::new()));
    let log = lines.clone();
    let serve = Shop::api().serve("127.0.0.1:0");
    let gateway = serve
        .access_log(move |line| log.lock().expect("the lines").push(line.to_owned()))
        .await
        .expect("a gateway");
    let (mut client, _) = connect_async(gateway.url()).await.expect("a connection");
    let mut answer_to = async |message: &str| {
        client.send(Message::text(message)).await.expect("a client that sends");
        let answer = soon(client.next()).await.expect("an answer").expect("a message");
        answer.into_text().expect("text").to_string()
    };
    for wrong in [
        json!({ "action": "order" }),
        json!({ "action": "order", "count": 0 }),
        json!({ "action": "order", "count": 10 }),
        json!({ "action": "order", "count": "1" }),
        json!({ "action": "order", "count": 1, "note": 2 }),
        json!({ "action": "order", "count": "SECRET".repeat(5_000) }),
    ] {
        let answer: Value = serde_json::from_str(&answer_to(&wrong.to_string()).await).expect("JSON");
        assert_eq!(answer["message"], "Invalid request body", "{wrong}: {answer}");
        assert!(answer["connectionId"].is_string() && answer["requestId"].is_string(), "{answer}");
    }
    for (right, expected) in [
        (json!({ "action": "order", "count": 1 }), "1 "),
        (json!({ "action": "order", "count": 9, "note": "now", "more": [] }), "9 now"),
        (json!({ "action": "order", "count": 2, "note": null }), "2 "),
    ] {
        assert_eq!(answer_to(&right.to_string()).await, expected);
    }
    // The model ignores the texts that only serde_json rejects. The handler rejects them if it reads them.
    let deep = "[".repeat(200) + &"]".repeat(200);
    for (more, expected) in [
        (r#""note":"\ud83d""#, "the message is not JSON"),
        (r#""more":1e309"#, "1 "),
        (&format!(r#""more":{deep}"#), "1 "),
    ] {
        let answer = answer_to(&format!(r#"{{"action":"order","count":1,{more}}}"#)).await;
        assert!(answer.contains(expected), "{more:.20}: {answer}");
    }
    for wrong in [r#""count":0,"note":"\ud83d""#, r#""count":1e309"#, r#""count":1,"note":[1e309]"#] {
        let answer = answer_to(&format!(r#"{{"action":"order",{wrong}}}"#)).await;
        assert!(answer.contains("Invalid request body"), "{answer}");
    }
    gateway.stop().await;
    let lines = lines.lock().expect("the lines").clone();
    assert_eq!(
        lines.iter().filter(|line| line.starts_with("400 Invalid request body|")).count(),
        9,
        "{lines:?}"
    );
    assert!(lines.iter().any(|line| line.contains("\"count\" is a required property")), "{lines:?}");
    assert!(lines.iter().any(|line| line.contains("/count: the value is not of type")), "{lines:?}");
    assert!(lines.iter().all(|line| line.len() < 400 && !line.contains("SECRET")), "{lines:?}");
    assert_eq!(lines.iter().filter(|line| line.starts_with("200 ")).count(), 7, "{lines:?}");
}

#[tokio::test]
async fn schema_that_draft_4_cannot_express_is_an_error() {
    let reason = "API Gateway cannot validate the messages of `odd`: JSON Schema of draft 4, which it takes, has no \
                  `propertyNames`";
    let error = Strange::api().template().expect_err("no template");
    assert!(matches!(error, Error::AsyncApi(asyncapi::Error::Model { .. })));
    assert_eq!(error.to_string(), reason);
    let error = Strange::api().serve("127.0.0.1:0").await.expect_err("no gateway");
    assert_eq!(error.to_string(), reason);
    let error = Plain::api().template().expect_err("no template");
    assert_eq!(
        error.to_string(),
        "API Gateway cannot validate the messages of `text`: its handler reads no JSON; take the message as `Json<T>`"
    );
}
