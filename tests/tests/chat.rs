//! The deployed chat: a process for each route, the table of its template in moto's DynamoDB, and a server of
//! the `@connections` API that checks signatures with botocore.
#![cfg(feature = "system")]

use std::{
    collections::{BTreeMap, BTreeSet},
    time::{SystemTime, UNIX_EPOCH},
};

use serde_json::{Value, json};
use websocket_api_tests::{
    cargo::deployed_chat,
    connections::{KEYS, REGION, Server},
    events::event,
    examples,
    judges::{Dialogue, script},
    lambda::Lambda,
};

const TABLE: &str = "chat-Table-1ABCDEFGHIJKL";

/// The template that `cargo run -p chat -- template` prints.
fn template() -> Value {
    serde_json::from_str(&examples::template("chat", &[])).expect("JSON")
}

/// The properties of all resources of a type.
fn properties<'a>(template: &'a Value, of: &str) -> Vec<&'a Value> {
    let resources = template["Resources"].as_object().expect("resources").values();
    resources.filter(|resource| resource["Type"] == of).map(|resource| &resource["Properties"]).collect()
}

/// The chat's stack.
struct Stack {
    table: Dialogue,
    connections: Server,
    functions: BTreeMap<String, Lambda>,
}

impl Stack {
    async fn deploy() -> Self {
        let template = template();
        let connections = Server::start();
        let mut table = Dialogue::start(script("dynamodb.py", &[]));
        table.say(json!([TABLE, properties(&template, "AWS::DynamoDB::Table")[0]]));
        let dynamodb = format!("http://127.0.0.1:{}", table.port());
        let endpoint = connections.endpoint("/prod");

        let declared = [("TABLE", TABLE), ("WEBSOCKET_API_ENDPOINT", &*endpoint)];
        for function in properties(&template, "AWS::Lambda::Function") {
            let names = function["Environment"]["Variables"].as_object().expect("variables").keys();
            assert_eq!(names.collect::<Vec<_>>(), declared.map(|(name, _)| name));
        }
        let of_lambda = [
            ("AWS_ACCESS_KEY_ID", KEYS.0),
            ("AWS_SECRET_ACCESS_KEY", KEYS.1),
            ("AWS_SESSION_TOKEN", "token"),
            ("AWS_DEFAULT_REGION", REGION),
            ("AWS_REGION", REGION),
        ];
        let environment = [&declared[..], &of_lambda, &[("AWS_ENDPOINT_URL_DYNAMODB", &*dynamodb)]].concat();
        let mut functions = BTreeMap::new();
        for route in properties(&template, "AWS::ApiGatewayV2::Route") {
            let key = route["RouteKey"].as_str().expect("a route key").to_owned();
            functions.insert(key, Lambda::start(deployed_chat(), &environment).await);
        }
        Stack { table, connections, functions }
    }

    /// Invokes a route's function with an event based on an example. Returns the response.
    async fn send(&self, like: &str, route: &str, connection: &str, fields: Value) -> Value {
        let mut event: Value = serde_json::from_str(&event(like)).expect("JSON");
        event["requestContext"]["routeKey"] = json!(route);
        event["requestContext"]["connectionId"] = json!(connection);
        event.as_object_mut().expect("an object").extend(fields.as_object().expect("an object").clone());
        self.functions[route].invoke(event.to_string()).await.value()
    }

    /// Returns the response to a handshake with this query.
    async fn connect(&self, connection: &str, query: &[(&str, &str)]) -> Value {
        let single: BTreeMap<_, _> = query.iter().copied().collect();
        let multi: BTreeMap<_, _> = query.iter().map(|(name, value)| (name, [value])).collect();
        let fields = json!({ "queryStringParameters": single, "multiValueQueryStringParameters": multi });
        self.send("connect", "$connect", connection, fields).await
    }

    async fn disconnect(&self, connection: &str) -> Value {
        self.send("disconnect", "$disconnect", connection, json!({})).await
    }

    async fn message(&self, route: &str, connection: &str, body: Value) -> Value {
        self.send("message", route, connection, json!({ "body": body.to_string() })).await
    }

    async fn say(&self, connection: &str, text: &str) -> Value {
        self.message("sendMessage", connection, json!({ "action": "sendMessage", "text": text })).await
    }

    /// Returns the room and the sorted names that `whoIsHere` answers.
    async fn who_is_here(&self, connection: &str) -> (String, Vec<String>) {
        let answer = self.message("whoIsHere", connection, json!({ "action": "whoIsHere" })).await;
        assert_eq!(answer["statusCode"], 200);
        let present: Value = serde_json::from_str(answer["body"].as_str().expect("a body")).expect("JSON");
        let mut names: Vec<String> = serde_json::from_value(present["names"].clone()).expect("names");
        names.sort();
        (present["room"].as_str().expect("a room").to_owned(), names)
    }

    /// Asserts that the message was posted to exactly these connections, once each, since the last call.
    async fn assert_posted(&mut self, connections: &[&str], message: Value) {
        let posted = self.connections.rest().await;
        for post in &posted {
            assert_eq!((&post["method"], &post["token"]), (&json!("POST"), &json!("token")));
            let body: Value = serde_json::from_str(post["body"].as_str().expect("text")).expect("JSON");
            assert_eq!(body, message);
        }
        let mut ids: Vec<&str> = posted.iter().map(|post| post["id"].as_str().expect("an id")).collect();
        ids.sort_unstable();
        assert_eq!(ids, connections);
    }

    async fn assert_nothing_posted(&mut self) {
        self.assert_posted(&[], Value::Null).await;
    }

    /// Returns the connections in the table.
    fn members(&mut self) -> BTreeSet<String> {
        self.items().iter().map(|item| item["connection"]["S"].as_str().expect("text").to_owned()).collect()
    }

    fn items(&mut self) -> Vec<Value> {
        self.table.say("");
        serde_json::from_str(&self.table.line()).expect("JSON")
    }
}

fn ok() -> Value {
    json!({ "statusCode": 200 })
}

#[tokio::test]
async fn room_messages_reach_only_members_of_the_room() {
    let mut chat = Stack::deploy().await;
    assert_eq!(chat.functions.len(), 6);

    // A new member is announced to the members of the room.
    assert_eq!(chat.connect("ada=", &[("name", "Ada"), ("room", "engines")]).await, ok());
    assert_eq!(chat.connect("linus=", &[("name", "Linus")]).await, ok());
    chat.assert_nothing_posted().await;
    assert_eq!(chat.connect("grace=", &[("name", "Grace"), ("room", "engines")]).await, ok());
    chat.assert_posted(&["ada="], json!({ "type": "joined", "name": "Grace" })).await;
    assert_eq!(chat.who_is_here("ada=").await, ("engines".into(), vec!["Ada".into(), "Grace".into()]));
    assert_eq!(chat.who_is_here("linus=").await, ("lobby".into(), vec!["Linus".into()]));

    // A message goes to all of the room, its author among them.
    assert_eq!(chat.say("ada=", "Grüße, 世界 👋").await, ok());
    let message = json!({ "type": "message", "from": "Ada", "text": "Grüße, 世界 👋" });
    chat.assert_posted(&["ada=", "grace="], message).await;
    assert_eq!(chat.say("linus=", "hello?").await, ok());
    chat.assert_posted(&["linus="], json!({ "type": "message", "from": "Linus", "text": "hello?" })).await;

    // The others hear that a member has left.
    assert_eq!(chat.disconnect("grace=").await, ok());
    chat.assert_posted(&["ada="], json!({ "type": "left", "name": "Grace" })).await;
    assert_eq!(chat.who_is_here("ada=").await, ("engines".into(), vec!["Ada".into()]));
    assert_eq!(chat.disconnect("grace=").await, ok());
    chat.assert_nothing_posted().await;

    // A client in no room gets an error message, and stays in no room.
    assert_eq!(chat.say("grace=", "still here").await, ok());
    let problem = json!({ "type": "problem", "message": "you are in no room; connect again" });
    chat.assert_posted(&["grace="], problem).await;
    assert_eq!(chat.members(), ["ada=", "linus="].map(String::from).into());
}

#[tokio::test]
async fn gone_connection_is_removed_from_the_table() {
    let mut chat = Stack::deploy().await;
    chat.connect("ada=", &[("name", "Ada"), ("room", "engines")]).await;
    // The server answers 410 to whatever is posted to it.
    chat.connect("gone-1", &[("name", "Alan"), ("room", "engines")]).await;
    chat.assert_posted(&["ada="], json!({ "type": "joined", "name": "Alan" })).await;
    assert_eq!(chat.who_is_here("ada=").await.1, ["Ada", "Alan"]);

    for posted in [&["ada=", "gone-1"][..], &["ada="]] {
        assert_eq!(chat.say("ada=", "hello").await, ok());
        chat.assert_posted(posted, json!({ "type": "message", "from": "Ada", "text": "hello" })).await;
        assert_eq!(chat.members(), ["ada=".to_owned()].into());
    }
    assert_eq!(chat.who_is_here("ada=").await.1, ["Ada"]);
}

#[tokio::test]
async fn table_item_expires_after_the_connection_lifetime() {
    let mut chat = Stack::deploy().await;
    chat.connect("ada=", &[("name", "Ada"), ("room", "engines")]).await;
    let item = chat.items().remove(0);
    let expires: u64 = item["expires"]["N"].as_str().expect("a number").parse().expect("a number");
    let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("a clock after 1970").as_secs();
    // The connection lifetime is two hours.
    assert!((2 * 3600..4 * 3600).contains(&(expires - now)), "{item}");
    assert_eq!((&item["name"]["S"], &item["room"]["S"]), (&json!("Ada"), &json!("engines")));
}

#[tokio::test]
async fn nameless_client_is_rejected_and_unknown_action_gets_help() {
    let mut chat = Stack::deploy().await;
    assert_eq!(chat.connect("x=", &[("room", "engines")]).await["statusCode"], 400);
    let refused = json!({ "statusCode": 400, "body": "who are you?" });
    assert_eq!(chat.connect("x=", &[("name", " "), ("room", "engines")]).await, refused);
    assert_eq!(chat.members(), BTreeSet::new());
    chat.assert_nothing_posted().await;

    let help = r#"send { "action": "sendMessage", "text": "…" } or { "action": "whoIsHere" }"#;
    assert_eq!(chat.message("$default", "ada=", json!({ "action": "dance" })).await, ok());
    chat.assert_posted(&["ada="], json!({ "type": "problem", "message": help })).await;
}
