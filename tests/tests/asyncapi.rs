//! The AsyncAPI documents and the clients of declarations. `BLESS=1` writes the golden files.

use std::{
    collections::{BTreeMap, BTreeSet},
    env, fs,
    path::PathBuf,
    sync::Mutex,
};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use websocket_api::{
    asyncapi::{ClientMessages, client::Language},
    extract::{Json, Query, Text},
    websocket_api,
};
use websocket_api_tests::cargo::{program, workspace};

/// Names and types that are easily confused; the types only have schemas.
mod odd {
    #![expect(dead_code)]

    use super::*;

    #[derive(Deserialize, JsonSchema)]
    pub struct Speak {
        pub action: String,
        pub text: String,
    }

    /// The default name of the message of `chat`.
    #[derive(JsonSchema, Serialize)]
    pub struct ChatMessage {
        pub id: u32,
    }

    #[derive(Deserialize, JsonSchema, Serialize)]
    pub struct Message {
        pub text: String,
        #[serde(default)]
        pub room: String,
    }

    /// The default name of `Message` in messages that the API sends.
    #[derive(JsonSchema, Serialize)]
    pub struct MessageSent {
        pub id: u32,
    }

    #[derive(JsonSchema, Serialize)]
    pub struct Presence {
        pub user: String,
        pub status: Status,
    }

    #[derive(JsonSchema, Serialize)]
    #[serde(rename_all = "snake_case")]
    pub enum Status {
        Online,
        Away,
    }

    /// Members of every message.
    #[derive(Deserialize, JsonSchema)]
    pub struct Envelope {
        pub id: u32,
        #[serde(flatten)]
        pub message: Wrapped,
    }

    #[derive(Deserialize, JsonSchema)]
    #[serde(tag = "action", rename_all = "camelCase")]
    pub enum Wrapped {
        Wrap { text: String },
        Unwrap,
    }

    #[derive(JsonSchema, Serialize)]
    pub struct Ended;

    /// The members are in the member `data`.
    #[derive(Deserialize, JsonSchema, ClientMessages)]
    #[serde(tag = "action", content = "data", rename_all = "camelCase")]
    pub enum Boxed {
        Put { text: String },
        Take,
    }

    pub async fn boxed(_: Json<Boxed>) {}

    websocket_api! {
        pub Boxes { client_messages: Boxed, routes: { put: boxed, take: boxed }, allow: [no_default_route] }
    }

    pub async fn wrap(_: Json<Envelope>, _: Text) {}
    pub async fn anything(_: Json<Value>) {}
    pub async fn speak(_: Json<Speak>) {}
    pub async fn nothing() {}
    pub async fn echo(message: Json<Message>) -> Json<Message> {
        message
    }
    pub async fn number() -> Json<u8> {
        Json(1)
    }
    pub async fn may_be(_: Json<Value>) -> Json<Option<ChatMessage>> {
        Json(None)
    }
    pub async fn status() -> Json<Presence> {
        Json(Presence { user: "Ada".to_owned(), status: Status::Away })
    }

    websocket_api! {
        pub Odd {
            server_messages: { said: Option::<ChatMessage>, sent: MessageSent, ended: Ended, scores: BTreeMap::<String, u32> },
            routes: {
                $default: anything,
                "new": { function: number, return_response: true },
                "__proto__": nothing,
                chat: speak,
                wrap: wrap,
                echo: { function: echo, return_response: true },
                "maybe": { function: may_be, return_response: true },
            },
        }
    }

    /// Names of built-in members of JavaScript objects.
    #[derive(Deserialize, JsonSchema, Serialize)]
    pub struct Inherited {
        #[serde(rename = "__proto__")]
        pub prototype: u32,
        pub constructor: u32,
    }

    #[derive(Deserialize, JsonSchema)]
    pub struct Prototype {
        #[serde(rename = "__proto__")]
        pub prototype: Kind,
        pub constructor: u32,
    }

    #[derive(Deserialize, JsonSchema)]
    pub struct Kind {
        pub kind: u32,
    }

    #[derive(JsonSchema, Serialize)]
    pub struct Notice {
        #[serde(rename = "__proto__")]
        pub prototype: u32,
    }

    #[derive(Deserialize, JsonSchema)]
    pub struct ConnectParameters {
        #[serde(rename = "__proto__")]
        pub prototype: String,
    }

    pub async fn connect(_: Query<ConnectParameters>) {}
    pub async fn prototype(_: Json<Prototype>) {}
    pub async fn inherited(_: Json<Message>) -> Json<Inherited> {
        Json(Inherited { prototype: 1, constructor: 2 })
    }

    websocket_api! {
        pub Prototypes {
            server_messages: { __proto__: Notice },
            route_selection_expression: "$request.body.action.__proto__",
            routes: {
                $connect: connect,
                "toString": prototype,
                "__proto__": { function: inherited, return_response: true },
            },
            allow: [no_default_route],
        }
    }

    /// The messages of the route `order`.
    pub static ORDERS: Mutex<Vec<String>> = Mutex::new(Vec::new());

    pub async fn order(Json(Message { text, room }): Json<Message>) {
        ORDERS.lock().expect("the orders").push(format!("{room} {text}"));
    }

    websocket_api! {
        pub Hyphenated {
            route_selection_expression: "$request.body.detail-type",
            routes: {
                order: order,
                echo: { function: echo, return_response: true },
                ping: { function: number, return_response: true },
            },
            allow: [no_default_route],
        }
    }

    websocket_api! {
        pub Deep {
            server_messages: Presence,
            route_selection_expression: "$request.body.items[1].kind",
            routes: { two: anything, status: { function: status, return_response: true } },
            allow: [no_default_route],
        }
    }
}

/// Returns the output of a program with these arguments.
fn printed(package: &str, arguments: &[&str]) -> String {
    let output = program(package).args(arguments).output().expect("the example");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{package} {arguments:?}: {errors}");
    assert_eq!(errors, "", "{package} {arguments:?}");
    String::from_utf8(output.stdout).expect("UTF-8")
}

fn golden(name: &str) -> PathBuf {
    workspace().join("tests/contract/golden").join(name)
}

#[track_caller]
fn assert_golden(name: &str, actual: &str) {
    let path = golden(name);
    if env::var_os("BLESS").is_some() {
        fs::write(&path, actual).expect("the golden file");
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        actual == expected,
        "{} is not what is printed; if that is right, BLESS=1 writes it anew",
        path.display()
    );
}

#[test]
fn asyncapi_document_of_chat_matches_the_golden_files() {
    assert_golden("chat.asyncapi.json", &printed("chat", &["asyncapi"]));
    assert_golden("chat.asyncapi.yaml", &printed("chat", &["asyncapi", "--format", "yaml"]));
}

#[test]
fn typescript_client_of_chat_matches_the_golden_file() {
    assert_golden("chat.ts", &printed("chat", &["client", "--lang", "typescript"]));
}

#[test]
fn rust_clients_of_examples_match_the_golden_files() {
    for example in ["chat", "lobby"] {
        assert_golden(&format!("{example}.rs"), &printed(example, &["client", "--lang", "rust"]));
    }
}

/// A route names its models without `Ref`, and depends on them.
#[test]
fn validating_route_names_and_depends_on_its_model() {
    let template: Value = serde_json::from_str(&printed("lobby", &["template"])).expect("JSON");
    let resources = template["Resources"].as_object().expect("resources");
    let of = |kind: &str| {
        let kind = format!("AWS::ApiGatewayV2::{kind}");
        resources.iter().filter(move |(_, resource)| resource["Type"] == *kind)
    };
    let models: Vec<(&String, &Value)> =
        of("Model").map(|(id, model)| (id, &model["Properties"]["Name"])).collect();
    assert_eq!(models.len(), 17);
    let mut named = 0;
    for (_, route) in of("Route") {
        let properties = &route["Properties"];
        let Some(names) = properties["RequestModels"].as_object() else { continue };
        assert_eq!(properties["ModelSelectionExpression"], "$request.body.action");
        for key in [properties["RouteKey"].as_str().expect("a key"), "$default"] {
            let (id, _) = models.iter().find(|(_, name)| **name == names[key]).expect("a model");
            assert_eq!(route["DependsOn"], json!([id]));
        }
        named += 1;
    }
    assert_eq!(named, models.len());
}

#[test]
fn types_of_one_name_become_two_schemas_and_two_rust_types() {
    let document = odd::Odd::api().asyncapi().to_json();
    let document: Value = serde_json::from_str(&document).expect("JSON");
    let schemas = &document["components"]["schemas"];
    assert_eq!(schemas["MessageSent"]["properties"]["id"]["type"], "integer");
    assert_eq!(schemas["MessageSent2"]["required"], json!(["text", "room"]));
    assert_eq!(schemas["Message"]["required"], json!(["text"]));
    let reply = &document["components"]["messages"]["echoReply"]["payload"]["$ref"];
    assert_eq!(reply, "#/components/schemas/MessageSent2");

    let client = odd::Odd::api().client(Language::Rust).expect("a client");
    let client = client.source();
    assert!(client.contains("pub async fn chat(&self, message: &types::ChatMessage2)"));
    assert!(client.contains("Said(types::SaidServerMessage)"));
    let types = client
        .lines()
        .filter_map(|line| line.trim().strip_prefix("pub struct ")?.split([' ', '(', ';']).next());
    let types: Vec<&str> = types.collect();
    assert_eq!(types.iter().collect::<BTreeSet<_>>().len(), types.len(), "{types:?}");
}

/// Handlers may read other members than the selecting one.
#[test]
fn message_example_selects_its_route() {
    let document: Value = serde_json::from_str(&odd::Odd::api().asyncapi().to_json()).expect("JSON");
    let example = &document["components"]["messages"]["chat"]["examples"][0]["payload"];
    assert_eq!(*example, json!({ "action": "chat", "text": "" }));
    let example = &document["components"]["messages"]["wrap"]["examples"][0]["payload"];
    assert_eq!(*example, json!({ "action": "wrap", "id": 0, "text": "" }));
    let document: Value = serde_json::from_str(&odd::Boxes::api().asyncapi().to_json()).expect("JSON");
    let example = &document["components"]["messages"]["put"]["examples"][0]["payload"];
    assert_eq!(*example, json!({ "action": "put", "data": { "text": "" } }));
}

/// 1.20: documents and clients read the selection expression as the gateway does.
#[test]
fn hyphenated_member_selects_the_route_in_document_and_clients() {
    let document: Value = serde_json::from_str(&odd::Hyphenated::api().asyncapi().to_json()).expect("JSON");
    let payload = document["components"]["messages"]["order"]["payload"].to_string();
    assert!(payload.contains(r#""detail-type":{"const":"order"}"#), "{payload}");
    let client = |language| odd::Hyphenated::api().client(language).expect("a client").source().to_owned();
    let typescript = client(Language::TypeScript);
    assert!(typescript.contains(r#"order: {"selector":{"detail-type":"order"},"#), "{typescript}");
    assert!(typescript.contains(r#"heartbeat: {"route":"ping"}"#), "{typescript}");
    assert!(typescript.contains(
        r#"ping: {"selector":{"detail-type":"ping"},"text":false,"reply":[{"is":"number"}],"answered":true}"#
    ));
    let rust = client(Language::Rust);
    assert!(rust.contains(r#"selected("{\"detail-type\":\"order\"}", message)"#));
    assert!(rust.contains("const ANSWERED: &[usize] = &[1usize, 2usize];"));
}

#[cfg(feature = "system")]
mod external_tools {
    use std::{path::Path, process::Command};

    use websocket_api_tests::folder::folder;

    use super::*;

    /// The tools that `tests/run` installs.
    fn tools() -> PathBuf {
        let tools = workspace().join("target/contract");
        assert!(
            tools.join("node_modules").exists(),
            "{} is missing: `tests/run` installs it",
            tools.display()
        );
        tools
    }

    #[track_caller]
    fn run(command: &mut Command) -> String {
        let result = command.output().expect("Node.js; on Debian: apt-get install nodejs");
        let output = String::from_utf8_lossy(&result.stdout);
        assert!(result.status.success(), "{output}{}", String::from_utf8_lossy(&result.stderr));
        output.into_owned()
    }

    fn node(script: &str) -> Command {
        let mut node = Command::new("node");
        node.arg(workspace().join("tests/contract").join(script)).current_dir(tools());
        node
    }

    #[test]
    fn asyncapi_parser_reads_the_golden_documents() {
        let output =
            run(node("parse.mjs").arg(golden("chat.asyncapi.json")).arg(golden("chat.asyncapi.yaml")));
        let line = r#"{"receives":["default","sendMessage","whoIsHere","ping"],"sends":["joined","left","message","problem","gatewayError"]}"#;
        assert_eq!(output.lines().collect::<Vec<_>>(), [line, line]);
    }

    /// Runs `tsc --strict` with every stricter option.
    fn compile(folder: &Path, files: &[&str]) {
        let tsc = tools().join("node_modules/typescript/bin/tsc");
        let mut command = Command::new("node");
        command.arg(tsc).current_dir(folder).args(["--strict", "--target", "es2022", "--module", "nodenext"]);
        command.args([
            "--lib",
            "es2022,dom",
            "--erasableSyntaxOnly",
            "--verbatimModuleSyntax",
            "--outDir",
            "js",
        ]);
        for stricter in [
            "exactOptionalPropertyTypes",
            "noImplicitOverride",
            "noPropertyAccessFromIndexSignature",
            "noUncheckedIndexedAccess",
            "noUnusedLocals",
            "noUnusedParameters",
        ] {
            command.arg(format!("--{stricter}"));
        }
        run(command.args(files));
    }

    /// A new package with these files.
    fn package(name: &str, files: &[(&str, &str)]) -> PathBuf {
        let files: Vec<_> =
            [("package.json", r#"{ "type": "module" }"#)].into_iter().chain(files.iter().copied()).collect();
        folder(&tools().join("work").to_string_lossy(), name, &files)
    }

    /// Compiles clients and the scripts that use them.
    fn compiled(name: &str, clients: &[(&str, &str)], users: &[&str]) -> PathBuf {
        let read = |name: &&str| {
            fs::read_to_string(workspace().join("tests/contract").join(name)).expect("a source")
        };
        let sources: Vec<String> = users.iter().map(read).collect();
        let users = users.iter().copied().zip(sources.iter().map(String::as_str));
        let files: Vec<(&str, &str)> = clients.iter().copied().chain(users).collect();
        let package = package(name, &files);
        compile(&package, &files.iter().map(|(name, _)| *name).collect::<Vec<_>>());
        package
    }

    /// In Node, with `ws` and with Node's own `WebSocket`, and in Chromium.
    #[test]
    fn typescript_client_chats_in_node_and_chromium() {
        let client = printed("chat", &["client", "--lang", "typescript"]);
        let folder = compiled("chat", &[("chat.ts", &client)], &["scenario.ts", "types.ts"]);
        let mut node = Command::new("node");
        // Before Node 22 the built-in `WebSocket` requires an option.
        node.args(["--experimental-websocket", "--no-warnings"])
            .arg(workspace().join("tests/contract/run.mjs"));
        node.arg(program("chat").get_program()).arg(workspace().join("target/npm"));
        let output = run(node.current_dir(folder.join("js")));
        assert_eq!(output.lines().count(), 3, "{output}");
    }

    /// A game, with tokens and messages that API Gateway validates.
    #[test]
    fn typescript_client_plays_a_game_in_the_lobby() {
        let client = printed("lobby", &["client", "--lang", "typescript"]);
        let folder = compiled("lobby", &[("lobby.ts", &client)], &["lobby_scenario.ts"]);
        let mut node = Command::new("node");
        node.arg(workspace().join("tests/contract/lobby.mjs")).arg(program("lobby").get_program());
        run(node.current_dir(folder.join("js")));
    }

    /// The messages that the client sends and receives, with a recording `WebSocket`.
    #[test]
    fn typescript_client_distinguishes_unusual_names_and_messages() {
        let of = |client: websocket_api::Result<websocket_api::asyncapi::client::Client>| {
            client.expect("a client").source().to_owned()
        };
        let (odd, deep, prototypes) = (
            of(odd::Odd::api().client(Language::TypeScript)),
            of(odd::Deep::api().client(Language::TypeScript)),
            of(odd::Prototypes::api().client(Language::TypeScript)),
        );
        let clients = [("odd.ts", &*odd), ("deep.ts", &*deep), ("prototypes.ts", &*prototypes)];
        let folder = compiled("odd", &clients, &["odd_scenario.ts"]);
        run(Command::new("node").arg("js/odd_scenario.js").current_dir(&folder));
    }

    /// In Node, with `ws` and with Node's own `WebSocket`, and in Chromium.
    #[tokio::test(flavor = "multi_thread")]
    async fn typescript_client_reconnects_after_a_dead_connection() {
        let client = odd::Hyphenated::api().client(Language::TypeScript).expect("a client");
        let folder = compiled("silence", &[("hyphenated.ts", client.source())], &["silence_scenario.ts"]);
        let gateway = odd::Hyphenated::api().serve("127.0.0.1:0").await.expect("a gateway");
        let mut node = Command::new("node");
        node.args(["--experimental-websocket", "--no-warnings"])
            .arg(workspace().join("tests/contract/silence.mjs"));
        node.arg(gateway.url()).arg(workspace().join("target/npm")).current_dir(folder.join("js"));
        let output = tokio::task::spawn_blocking(move || run(&mut node)).await.expect("the output");
        gateway.stop().await;
        let places: Vec<&str> = output.lines().collect();
        assert_eq!(places, ["ws", "node", "chromium"]);
        // Lost messages are not sent again.
        let orders = odd::ORDERS.lock().expect("the orders").clone();
        let expected =
            places.iter().flat_map(|place| [format!("{place} arrives"), format!("{place} arrives too")]);
        assert_eq!(orders, expected.collect::<Vec<_>>());
    }

    /// Without the types of browsers or of Node.
    #[test]
    fn typescript_client_compiles_without_dom_and_node_types() {
        let client = printed("chat", &["client", "--lang", "typescript"]);
        let folder = package("alone", &[("chat.ts", &client)]);
        let tsc = tools().join("node_modules/typescript/bin/tsc");
        let mut command = Command::new("node");
        command
            .arg(tsc)
            .args(["--strict", "--noEmit", "--target", "es2022", "--module", "nodenext", "--lib", "es2022"]);
        run(command.args(["--types", "", "chat.ts"]).current_dir(folder));
    }
}
