//! Schemas agree with serde: a written value is valid, and a valid value can be read.

#[path = "asyncapi_schemas/shapes.rs"]
mod shapes;
#[path = "asyncapi_schemas/values.rs"]
mod values;

use jsonschema::{Draft, Validator};
use proptest::{
    arbitrary::Arbitrary,
    strategy::{Strategy, ValueTree},
    test_runner::{Config, TestRunner},
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};
use websocket_api::{asyncapi::client::Language, extract::Json, websocket_api};

#[allow(clippy::wildcard_imports)]
use shapes::*;

async fn echo<T>(Json(message): Json<T>) -> Json<T> {
    Json(message)
}

macro_rules! shapes {
    ($($route:ident: $shape:ident),+ $(,)?) => {
        websocket_api! {
            Shapes {
                server_messages: { $($route: $shape),+ },
                routes: {
                    $($route: { function: echo::<$shape>, return_response: true, validate: true },)+
                },
                functions: shared,
                allow: [no_default_route],
            }
        }

        const ROUTES: &[&str] = &[$(stringify!($route)),+];

        #[cfg(feature = "system")]
        fn every_value(text: &mut String) {
            $(write_values::<$shape>(stringify!($route), text);)+
        }

        mod values_and_schemas_agree {
            use super::*;

            $(
                #[test]
                fn $route() {
                    ShapeSchemas::new(stringify!($route))
                        .assert_agrees_with_serde::<$shape>(|value| serde_json::to_value(Shapes::$route(value)).ok());
                }
            )+
        }
    };
}

shapes! {
    empty: Empty,
    texts: Texts,
    small_numbers: Small,
    middle_numbers: Middle,
    large_numbers: Large,
    optional: Optional,
    renamed: Renamed,
    defaults: Defaults,
    sparing: Sparing,
    closed: Closed,
    skipping: Skipping,
    lists: Lists,
    tuples: Tuples,
    maps: Maps,
    nested: Nested,
    flat: Flat,
    flat_map: FlatMap,
    transparent: Transparent,
    newtype: Newtype,
    pair: Pair,
    bounded: Bounded,
    units: Units,
    external: External,
    internal: Internal,
    adjacent: Adjacent,
    untagged: Untagged,
    nesting: Nesting,
    described: Described,
    optional_enums: OptionalEnums,
    map_of_enums: MapOfEnums,
    unbounded: Unbounded,
    tree: Tree,
    inline_tuple: InlineTuple,
    inline_list: InlineList,
    inline_option: InlineOption,
    inline_number: InlineNumber,
    flat_enum: FlatEnum,
    spelling: Spelling,
    inline_word: InlineWord,
    nothing: Nothing,
}

#[test]
fn corpus_has_at_least_thirty_shapes() {
    assert!(ROUTES.len() >= 30, "{}", ROUTES.len());
}

/// The schemas of a shape in the document and in the model.
struct ShapeSchemas {
    document: Value,
    /// The schemas of messages that the API reads, and of replies.
    received: Value,
    sent: Value,
    /// The schema of server messages.
    server_message: Value,
    /// The model with which API Gateway validates.
    model: Value,
}

impl ShapeSchemas {
    fn new(route: &str) -> Self {
        let document: Value = serde_json::from_str(&Shapes::api().asyncapi().to_json()).expect("JSON");
        // The first schema selects the route.
        let received = document["components"]["messages"][route]["payload"]["allOf"][1].clone();
        let sent = document["components"]["messages"][format!("{route}Reply")]["payload"].clone();
        // The route already has the name.
        let server_message = document["components"]["messages"][format!("{route}_")]["payload"].clone();
        let template: Value =
            serde_json::from_str(&Shapes::api().template().expect("a template").to_json()).expect("JSON");
        let resources = template["Resources"].as_object().expect("resources");
        let name = &resources
            .values()
            .find(|resource| resource["Properties"]["RouteKey"] == route)
            .expect("the route")["Properties"]["RequestModels"][route];
        let model = resources
            .values()
            .find(|resource| {
                resource["Type"] == "AWS::ApiGatewayV2::Model" && resource["Properties"]["Name"] == *name
            })
            .expect("the model");
        ShapeSchemas {
            received,
            sent,
            server_message,
            model: model["Properties"]["Schema"].clone(),
            document,
        }
    }

    fn validator(&self, schema: &Value) -> Validator {
        let schema = json!({ "allOf": [schema], "components": self.document["components"] });
        jsonschema::options().with_draft(Draft::Draft7).build(&schema).expect("a schema")
    }

    /// `push` returns JSON, or nothing if the value cannot have a tag.
    fn assert_agrees_with_serde<T: Arbitrary + DeserializeOwned + Serialize + 'static>(
        &self,
        push: impl Fn(T) -> Option<Value>,
    ) {
        let (received, sent) = (self.validator(&self.received), self.validator(&self.sent));
        let model = jsonschema::options().with_draft(Draft::Draft4).build(&self.model).expect("a model");
        let server_message = self.validator(&self.server_message);
        let mut runner = TestRunner::new(Config::with_cases(200));
        for _ in 0..200 {
            let whole = T::arbitrary().new_tree(&mut runner).expect("a value").current();
            let value = serde_json::to_value(&whole).expect("JSON");
            if let Some(push) = push(whole) {
                assert!(server_message.is_valid(&push), "server_message: {push}\n{:#}", self.server_message);
            }
            for (what, validator) in [("received", &received), ("sent", &sent), ("the model", &model)] {
                assert!(validator.is_valid(&value), "{what}: {value}\n{:#}\n{:#}", self.received, self.model);
            }
        }
        let strategy = values::values(&self.received, &self.document, 3, true);
        let mut accepted = 0;
        for _ in 0..400 {
            let value = strategy.new_tree(&mut runner).expect("a value").current();
            assert_eq!(received.is_valid(&value), model.is_valid(&value), "{value}\n{:#}", self.model);
            if received.is_valid(&value) {
                accepted += 1;
                if let Err(error) = T::deserialize(&value) {
                    panic!("{error}: {value}\n{:#}", self.received);
                }
            }
        }
        assert!(accepted > 100, "{accepted}");
    }
}

/// Writes a TypeScript call with each value.
#[cfg(feature = "system")]
fn write_values<T: Arbitrary + Serialize + 'static>(route: &str, text: &mut String) {
    let mut runner = TestRunner::deterministic();
    for _ in 0..20 {
        let value = T::arbitrary().new_tree(&mut runner).expect("a value").current();
        let value = serde_json::to_string(&value).expect("JSON");
        std::fmt::Write::write_fmt(
            text,
            format_args!("is<Reply<{route:?}>>({value});\nis<Message<{route:?}>>({value});\n"),
        )
        .expect("a line");
    }
}

/// The TypeScript compiler checks the values that serde writes against the types of the client.
#[cfg(feature = "system")]
#[test]
fn serde_values_have_the_types_of_the_typescript_client() {
    use std::process::Command;

    use websocket_api_tests::{cargo::workspace, folder::folder};

    let tools = workspace().join("target/contract");
    assert!(tools.join("node_modules").exists(), "{} is missing: `tests/run` installs it", tools.display());
    let mut text = "import { type Send } from \"./shapes.js\";\n\
        type Reply<K extends keyof Send> = Awaited<ReturnType<Send[K]>>;\n\
        type Message<K extends keyof Send> = Parameters<Send[K]>[0];\n\
        function is<T>(_: T): void {}\n"
        .to_owned();
    every_value(&mut text);
    let client = Shapes::api().client(Language::TypeScript).expect("a client");
    assert_eq!(client.notes().count(), 0);
    let folder = folder(
        &tools.join("work").to_string_lossy(),
        "shapes",
        &[("package.json", r#"{ "type": "module" }"#), ("shapes.ts", client.source()), ("values.ts", &text)],
    );
    let mut tsc = Command::new("node");
    tsc.arg(tools.join("node_modules/typescript/bin/tsc")).current_dir(folder);
    tsc.args([
        "--strict", "--noEmit", "--target", "es2022", "--module", "nodenext", "--lib", "es2022", "--types",
        "",
    ]);
    let output =
        tsc.args(["shapes.ts", "values.ts"]).output().expect("Node.js; on Debian: apt-get install nodejs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stdout));
}

#[test]
fn rust_client_has_a_type_for_every_shape() {
    let client = Shapes::api().client(Language::Rust).expect("a client");
    assert!(client.source().contains("pub struct Nested {"));
    let file = syn::parse_file(client.source()).expect("Rust");
    let types = file.items.into_iter().find_map(|item| match item {
        syn::Item::Mod(module) if module.ident == "types" => module.content,
        _ => None,
    });
    let mut names = std::collections::BTreeSet::new();
    for item in types.expect("the types").1 {
        let (syn::Item::Struct(syn::ItemStruct { ident, .. }) | syn::Item::Enum(syn::ItemEnum { ident, .. })) =
            item
        else {
            continue;
        };
        assert!(names.insert(ident.to_string()), "{ident} is there twice");
    }
    assert!(names.len() > ROUTES.len(), "{names:?}");
}

/// Without a reported break the newer API accepts the older messages: each shape becomes each other shape.
#[test]
fn change_without_a_reported_break_accepts_older_messages() {
    let api = Shapes::api().asyncapi();
    let shapes: Vec<ShapeSchemas> = ROUTES.iter().map(|route| ShapeSchemas::new(route)).collect();
    let mut runner = TestRunner::deterministic();
    let mut unbroken = 0;
    for shift in 1..ROUTES.len() {
        let mut older = shapes[0].document.clone();
        let was = |i: usize| (i + shift) % ROUTES.len();
        for (i, route) in ROUTES.iter().enumerate() {
            older["components"]["messages"][route]["payload"]["allOf"][1] = shapes[was(i)].received.clone();
        }
        let changes = api.breaking_changes(&older.to_string()).expect("a document");
        let changes: Vec<String> = changes.iter().map(ToString::to_string).collect();
        for (i, route) in ROUTES.iter().enumerate() {
            let place = format!("`{route}`");
            if changes.iter().any(|change| change.starts_with(&place) && !change.contains(", reply")) {
                continue;
            }
            unbroken += 1;
            let older = &shapes[was(i)];
            let selected = |schema: &Value| {
                let selector = &older.document["components"]["messages"][route]["payload"]["allOf"][0];
                older.validator(&json!({ "allOf": [selector, schema] }))
            };
            let (older_validator, newer) = (selected(&older.received), selected(&shapes[i].received));
            let strategy = values::values(&older.received, &older.document, 3, false);
            for _ in 0..50 {
                let mut value = strategy.new_tree(&mut runner).expect("a value").current();
                if let Some(members) = value.as_object_mut() {
                    members.insert("action".to_owned(), (*route).into());
                }
                assert!(
                    !older_validator.is_valid(&value) || newer.is_valid(&value),
                    "{route} was {}: {value}\n{changes:#?}",
                    ROUTES[was(i)]
                );
            }
        }
    }
    assert!(unbroken > 20, "{unbroken}");
}
