//! What clients get of a declaration: its AsyncAPI document and its clients. `BLESS=1` writes the golden files anew.

use std::{env, fs, path::PathBuf};

use serde_json::{Value, json};
use websocket_api_tests::cargo::{program, workspace};

/// What a program prints for these arguments.
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
fn the_chat_in_asyncapi_is_as_it_was() {
    assert_golden("chat.asyncapi.json", &printed("chat", &["asyncapi"]));
    assert_golden("chat.asyncapi.yaml", &printed("chat", &["asyncapi", "--format", "yaml"]));
}

#[test]
fn the_chat_in_typescript_is_as_it_was() {
    assert_golden("chat.ts", &printed("chat", &["client", "--lang", "typescript"]));
}

#[test]
fn the_examples_in_rust_are_as_they_were() {
    for example in ["chat", "lobby"] {
        assert_golden(&format!("{example}.rs"), &printed(example, &["client", "--lang", "rust"]));
    }
}

/// Models are named by routes, and not referred to: the names are those of models, which are there before.
#[test]
fn routes_that_validate_name_their_models() {
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

#[cfg(feature = "system")]
mod judged {
    use std::{path::Path, process::Command};

    use websocket_api_tests::folder::folder;

    use super::*;

    /// What `tests/run` installs for this.
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
        let output = command.output().expect("Node.js; on Debian: apt-get install nodejs");
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success(), "{said}{}", String::from_utf8_lossy(&output.stderr));
        said.into_owned()
    }

    fn node(script: &str) -> Command {
        let mut node = Command::new("node");
        node.arg(workspace().join("tests/contract").join(script)).current_dir(tools());
        node
    }

    #[test]
    fn asyncapis_own_parser_reads_the_documents() {
        let said = run(node("parse.mjs").arg(golden("chat.asyncapi.json")).arg(golden("chat.asyncapi.yaml")));
        let line = r#"{"receives":["default","sendMessage","whoIsHere","ping"],"sends":["joined","left","message","problem","gatewayError"]}"#;
        assert_eq!(said.lines().collect::<Vec<_>>(), [line, line]);
    }

    /// `tsc --strict`, with all that makes it stricter.
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

    /// In Node, with `ws` and with Node's own `WebSocket`, and in Chromium.
    #[test]
    fn the_typescript_client_serves_in_node_and_in_a_browser() {
        let source =
            |name: &str| fs::read_to_string(workspace().join("tests/contract").join(name)).expect("a source");
        let client = printed("chat", &["client", "--lang", "typescript"]);
        let folder = folder(
            &tools().join("work").to_string_lossy(),
            "chat",
            &[
                ("package.json", r#"{ "type": "module" }"#),
                ("chat.ts", &client),
                ("scenario.ts", &source("scenario.ts")),
                ("types.ts", &source("types.ts")),
            ],
        );
        compile(&folder, &["chat.ts", "scenario.ts", "types.ts"]);
        let mut node = Command::new("node");
        // Before Node 22 its own `WebSocket` has to be asked for.
        node.args(["--experimental-websocket", "--no-warnings"])
            .arg(workspace().join("tests/contract/run.mjs"));
        node.arg(program("chat").get_program()).arg(workspace().join("target/npm"));
        let said = run(node.current_dir(folder.join("js")));
        assert_eq!(said.lines().count(), 3, "{said}");
    }

    /// A game, with tokens and messages that API Gateway validates.
    #[test]
    fn the_typescript_client_plays_a_game() {
        let scenario = workspace().join("tests/contract/lobby_scenario.ts");
        let scenario = fs::read_to_string(scenario).expect("the scenario");
        let client = printed("lobby", &["client", "--lang", "typescript"]);
        let folder = folder(
            &tools().join("work").to_string_lossy(),
            "lobby",
            &[
                ("package.json", r#"{ "type": "module" }"#),
                ("lobby.ts", &client),
                ("lobby_scenario.ts", &scenario),
            ],
        );
        compile(&folder, &["lobby.ts", "lobby_scenario.ts"]);
        let mut node = Command::new("node");
        node.arg(workspace().join("tests/contract/lobby.mjs")).arg(program("lobby").get_program());
        run(node.current_dir(folder.join("js")));
    }

    /// Without the types of browsers or of Node.
    #[test]
    fn the_typescript_client_needs_no_types_but_its_own() {
        let client = printed("chat", &["client", "--lang", "typescript"]);
        let files = [("package.json", r#"{ "type": "module" }"#), ("chat.ts", &*client)];
        let folder = folder(&tools().join("work").to_string_lossy(), "alone", &files);
        let tsc = tools().join("node_modules/typescript/bin/tsc");
        let mut command = Command::new("node");
        command
            .arg(tsc)
            .args(["--strict", "--noEmit", "--target", "es2022", "--module", "nodenext", "--lib", "es2022"]);
        run(command.args(["--types", "", "chat.ts"]).current_dir(folder));
    }
}
