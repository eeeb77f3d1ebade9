//! The AsyncAPI document of each form of a declaration.
// The declarations here have warnings.
#![allow(deprecated)]

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use websocket_api::{
    ApiDefinition,
    asyncapi::{AsyncApi, DescribeMessage, client::Language},
    extract::{ConnectionId, Json, Query, Text},
    response::Allow,
    websocket_api,
};

#[derive(Deserialize, JsonSchema)]
#[expect(dead_code)]
struct Entry {
    name: String,
    token: String,
}

#[derive(Deserialize, JsonSchema, Serialize)]
struct Both {
    #[serde(default)]
    count: u8,
}

#[derive(Deserialize)]
#[expect(dead_code)]
struct Hidden {
    a: u8,
}

async fn enter(_: Query<Entry>) {}
async fn authorize() -> Allow {
    Allow::new("anybody")
}
async fn text(_: Text) {}
async fn echo(message: Json<Both>) -> Json<Both> {
    message
}
async fn hidden(_: Json<Hidden>, _: ConnectionId) {}
async fn nothing() {}

websocket_api! {
    /// An API with many forms of a declaration.
    Forms {
        name: "forms",
        description: "What can be said",
        route_selection_expression: "$request.body.meta['kind']",
        server_messages: { changed: Both, unknown: Shown, ended: Nothing },
        routes: {
            $connect: enter,
            $default: text,
            echo: { function: echo, return_response: true },
            hidden: hidden,
            "a/b": nothing,
        },
        authorizer: {
            type: lambda,
            identity_source: ["route.request.header.Authorization", "route.request.querystring.token"],
            function: authorize,
        },
        stage: { name: "live" },
        custom_domain: { domain_name: "api.example.com", hosted_zone: "example.com", path: "v1" },
    }
}

#[derive(Serialize)]
struct Shown {
    a: u8,
}

type Nothing = ();

websocket_api! { Signed { authorizer: iam, routes: { $connect: nothing, $default: nothing } } }

websocket_api! { Bare { routes: { ask: nothing } } }

fn document<A: ApiDefinition>() -> (AsyncApi, Value) {
    let asyncapi = A::api().asyncapi();
    let document = serde_json::from_str(&asyncapi.to_json()).expect("JSON");
    (asyncapi, document)
}

#[test]
fn document_describes_every_form_of_a_declaration() {
    let (_, document) = document::<Forms>();
    assert_eq!(
        document["info"],
        json!({ "title": "forms", "version": env!("CARGO_PKG_VERSION"), "description": "What can be said" })
    );
    let servers = &document["servers"];
    assert_eq!(servers["apiGateway"]["variables"]["stage"]["default"], "live");
    assert_eq!(
        (&servers["customDomain"]["host"], &servers["customDomain"]["pathname"]),
        (&json!("api.example.com"), &json!("/v1/"))
    );
    assert_eq!(
        servers["customDomain"]["security"],
        json!([{ "$ref": "#/components/securitySchemes/authorizer" }])
    );
    let scheme = &document["components"]["securitySchemes"]["authorizer"];
    assert_eq!(
        (&scheme["type"], &scheme["name"], &scheme["in"]),
        (&json!("httpApiKey"), &json!("Authorization"), &json!("header"))
    );
    let binding = &document["channels"]["Forms"]["bindings"]["ws"];
    assert_eq!(
        binding["query"]["allOf"],
        json!([
            { "$ref": "#/components/schemas/Entry" },
            { "type": "object", "properties": { "token": { "type": "string" } }, "required": ["token"] },
        ])
    );
    assert_eq!(binding["headers"]["required"], json!(["Authorization"]));

    let messages = &document["components"]["messages"];
    let selector = |key: &str| {
        json!({
            "type": "object",
            "properties": {
                "meta": { "type": "object", "properties": { "kind": { "const": key } }, "required": ["kind"] },
            },
            "required": ["meta"],
        })
    };
    assert_eq!(messages["echo"]["payload"]["allOf"][0], selector("echo"));
    assert_eq!(messages["echo"]["examples"], json!([{ "payload": { "meta": { "kind": "echo" } } }]));
    // serde reads messages without `count`, and always writes it.
    assert_eq!(messages["echo"]["payload"]["allOf"][1]["$ref"], "#/components/schemas/Both");
    assert_eq!(messages["echoReply"]["payload"]["$ref"], "#/components/schemas/BothSent");
    assert_eq!(document["components"]["schemas"]["BothSent"]["required"], json!(["count"]));
    assert_eq!(messages["hidden"]["payload"], selector("hidden"));
    assert_eq!(
        (&messages["default"]["contentType"], &messages["default"]["payload"]),
        (&json!("text/plain"), &json!({ "type": "string" }))
    );
    // AsyncAPI allows no slash in names.
    assert_eq!((&messages["a_b"]["name"], &messages["a_b"]["payload"]), (&json!("a/b"), &selector("a/b")));
    let tag = |name: &str| json!({ "type": "object", "properties": { "type": { "const": name } }, "required": ["type"] });
    assert_eq!(
        messages["changed"]["payload"]["allOf"],
        json!([tag("changed"), { "$ref": "#/components/schemas/BothSent" }])
    );
    assert_eq!(messages["ended"]["payload"], tag("ended"));
}

#[test]
fn undescribed_types_and_a_missing_heartbeat_are_noted() {
    let (asyncapi, _) = document::<Forms>();
    let told: Vec<&str> = asyncapi.undescribed().collect();
    assert_eq!(told.len(), 2, "{told:?}");
    for (told, (what, ty)) in
        told.iter().zip([("the message of `hidden`", "Hidden"), ("the message `unknown`", "Shown")])
    {
        assert!(told.starts_with(&format!("{what} is not described: derive `JsonSchema`")), "{told}");
        assert!(told.contains(ty), "{told}");
    }
    let client = Forms::api().client(Language::TypeScript).expect("a client");
    let notes: Vec<&str> = client.notes().collect();
    assert_eq!(notes.len(), 3);
    assert!(notes[2].contains("with a route `ping`"), "{notes:?}");
    // Without `$default` a heartbeat needs no route.
    let bare = Bare::api().client(Language::TypeScript).expect("a client");
    assert_eq!(bare.notes().count(), 0);
    assert!(bare.source().contains(r#"heartbeat: {"message":{"action":"ping"}}"#), "{}", bare.source());
}

#[test]
fn iam_handshake_has_a_signature_security_scheme() {
    let (_, document) = document::<Signed>();
    let scheme = &document["components"]["securitySchemes"]["authorizer"];
    assert_eq!(
        (&scheme["name"], &scheme["x-amazon-apigateway-authtype"]),
        (&json!("Authorization"), &json!("awsSigv4"))
    );
    let (_, bare) = self::document::<Bare>();
    assert_eq!(bare["components"]["securitySchemes"], Value::Null);
}

/// A custom extractor that reads no message can implement `DescribeMessage`, so that the others are described.
#[test]
fn custom_extractor_can_implement_describe() {
    struct Tenant;
    impl DescribeMessage for Tenant {}
    fn assert_describe<T: DescribeMessage>() {}
    assert_describe::<(Tenant, Json<Both>)>();
}

#[cfg(feature = "system")]
#[test]
fn asyncapi_parser_reads_the_documents() {
    use std::{fs, process::Command};

    use websocket_api_tests::cargo::workspace;

    let tools = workspace().join("target/contract");
    assert!(tools.join("node_modules").exists(), "{} is missing: `tests/run` installs it", tools.display());
    let mut node = Command::new("node");
    node.arg(workspace().join("tests/contract/parse.mjs")).current_dir(&tools);
    for (name, (asyncapi, _)) in
        [("forms", document::<Forms>()), ("signed", document::<Signed>()), ("bare", document::<Bare>())]
    {
        for (extension, text) in [("json", asyncapi.to_json()), ("yaml", asyncapi.to_yaml())] {
            let path = tools.join(format!("{name}.{extension}"));
            fs::write(&path, text).expect("a document");
            node.arg(path);
        }
    }
    let output = node.output().expect("Node.js; on Debian: apt-get install nodejs");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(said.lines().count(), 6, "{said}");
}
