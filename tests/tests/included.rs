//! The templates of the examples in SAM and the CDK: as they are, alone and as a part of another stack, in the ways that
//! `runtime/doc/deploying.md` shows.
//!
//! `tests/run` installs SAM under `target/sam` and the CDK under `target/cdk`.
#![cfg(feature = "system")]

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    sync::OnceLock,
};

use serde_json::{Map, Value, json};
use websocket_api_tests::{
    cargo::program,
    examples::{EXAMPLES, template},
    folder::folder,
    judges::{installed, judge},
};

const DEPLOYING: &str = include_str!("../../runtime/doc/deploying.md");
const ARTIFACT: &str = "target/lambda/chat/bootstrap.zip";
/// A zip file without files, which is not opened here.
const ZIP: [u8; 22] = *b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0";

fn tests() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A new folder, laid out as the workspace of a user who built the chat.
fn workspace(name: &str) -> PathBuf {
    let folder = folder(concat!(env!("CARGO_TARGET_TMPDIR"), "/included"), name, &[]);
    let artifact = folder.join(ARTIFACT);
    fs::create_dir_all(artifact.parent().expect("a folder")).expect("a folder");
    fs::write(artifact, ZIP).expect("an artifact");
    folder
}

/// Runs a command. Returns `true` if it succeeds, and its output.
fn run(command: &mut Command) -> (bool, String) {
    let output = command.output().unwrap_or_else(|error| panic!("{command:?}: {error}"));
    let text = [output.stdout, output.stderr].concat();
    (output.status.success(), String::from_utf8_lossy(&text).into_owned())
}

fn succeed(command: &mut Command) -> String {
    let (well, text) = run(command);
    assert!(well, "{command:?}: {text}");
    text
}

fn read(path: &Path) -> Value {
    let text = fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).expect("JSON")
}

/// Every example by its name, with its template.
fn examples() -> &'static [(&'static str, String)] {
    static MADE: OnceLock<Vec<(&'static str, String)>> = OnceLock::new();
    MADE.get_or_init(|| EXAMPLES.iter().map(|(name, _)| (*name, template(name, &[]))).collect())
}

/// Returns the only code block in this language on the page.
fn documented(language: &str) -> &'static str {
    let begin = format!("```{language}\n");
    let mut blocks = DEPLOYING.split(&begin).skip(1);
    let block = blocks.next().expect(language);
    assert!(blocks.next().is_none(), "several blocks of {language}");
    block.split("```").next().expect(language)
}

/// Makes the template with the documented command, next to the artifact.
fn make_chat(folder: &Path, options: &[&str]) {
    succeed(program("chat").arg("template").args(options).arg("--out").arg(folder.join("chat.json")));
}

/// SAM without credentials and without network requests.
fn sam(folder: &Path) -> Command {
    let home = folder.join("sam");
    fs::create_dir_all(&home).expect("a folder");
    // It asks PyPI for newer versions once a week.
    fs::write(home.join("metadata.json"), r#"{ "lastVersionCheck": 4102444800 }"#).expect("its settings");
    let mut command = Command::new(installed("sam/bin/sam"));
    command.current_dir(folder).env("__SAM_CLI_APP_DIR", home);
    command.env("SAM_CLI_TELEMETRY", "0").env("AWS_EC2_METADATA_DISABLED", "true");
    command.env("AWS_DEFAULT_REGION", "eu-central-1");
    command
}

fn validate(folder: &Path, name: &str, template: &str) -> (bool, String) {
    fs::write(folder.join(name), template).expect("a template");
    run(sam(folder).args(["validate", "--lint", "--template", name]))
}

#[test]
fn sam_validates_every_example() {
    let folder = workspace("sam");
    for (name, template) in examples() {
        let (well, text) = validate(&folder, &format!("{name}.json"), template);
        assert!(well && text.contains("is a valid SAM Template"), "{name}: {text}");
    }
    let (name, template) = &examples()[0];
    let wrong = template.replace("\"Runtime\": \"provided.al2023\"", "\"Runtime\": \"provided.al\"");
    let (well, text) = validate(&folder, "wrong.json", &wrong);
    assert!(!well && text.contains("provided.al"), "{name}: {text}");
}

#[test]
fn sam_stack_includes_the_template_as_an_application() {
    let folder = workspace("sam-nested");
    make_chat(&folder, &["--code", ARTIFACT]);
    let template = documented("yaml");
    let (well, text) = validate(&folder, "template.yaml", template);
    assert!(well, "{text}");
    let (well, text) = validate(&folder, "wrong.yaml", &template.replace("!Ref StageName", "!Ref Stage"));
    assert!(!well && text.contains("'Stage' is not one of"), "{text}");

    succeed(sam(&folder).arg("build"));
    let read_yaml = "import json, sys, yaml; print(json.dumps(yaml.safe_load(sys.stdin)))";
    let built = folder.join(".aws-sam/build/Chat");
    let yaml = fs::File::open(built.join("template.yaml")).expect("a nested template");
    let json = succeed(Command::new(installed("sam/bin/python")).args(["-c", read_yaml]).stdin(yaml));
    let mut nested: Value = serde_json::from_str(&json).expect("JSON");
    for (id, resource) in nested["Resources"].as_object_mut().expect("resources") {
        // Paths are from the folder of the build.
        if resource["Type"] == "AWS::Lambda::Function" {
            let code = built.join(resource["Properties"]["Code"].as_str().expect("a path"));
            let ours = folder.join(ARTIFACT);
            assert_eq!(code.canonicalize().expect(id), ours.canonicalize().expect("the artifact"));
            resource["Properties"]["Code"] = ARTIFACT.into();
        }
    }
    assert_eq!(nested, read(&folder.join("chat.json")));

    fs::remove_file(folder.join("chat.json")).expect("ours");
    let (well, text) = run(sam(&folder).arg("build"));
    assert!(!well && text.contains("chat.json"), "{text}");
}

/// For the AWS CLI, with CloudFormation's terms instead of SAM's.
#[test]
fn stack_includes_the_template_as_a_nested_stack() {
    let folder = workspace("nested");
    make_chat(&folder, &["--code", ARTIFACT]);
    let template = documented("yaml")
        .replace("Transform: AWS::Serverless-2016-10-31\n", "")
        .replace("AWS::Serverless::Application", "AWS::CloudFormation::Stack")
        .replace("Location: chat.json", "TemplateURL: chat.json");
    assert!(!template.contains("Serverless") && template.contains("TemplateURL"));
    let lint = |template: &str| {
        fs::write(folder.join("template.yaml"), template).expect("a template");
        // W3002 says that the template is for `package`.
        run(judge("cfn-lint").args(["--ignore-checks", "W3002", "--", "template.yaml"]).current_dir(&folder))
    };
    let (well, text) = lint(&template);
    assert!(well && text.is_empty(), "{text}");
    let (well, text) = lint(&template.replace("  StageName: !Ref", "  Stage: !Ref"));
    assert!(!well && text.contains("E3043"), "{text}");
    let (well, text) = lint(&template.replace("Outputs.Url", "Outputs.Uri"));
    assert!(!well && text.contains("ManagementEndpoint"), "{text}");
}

fn node() -> Command {
    assert!(run(Command::new("node").arg("--version")).0, "Node.js; on Debian: apt-get install nodejs");
    Command::new("node")
}

/// Replaces every reference to a parameter by the value from `include.mjs`.
fn with_parameters(value: &Value, parameters: &Map<String, Value>) -> Value {
    match value {
        Value::Object(object) => match object.get("Ref").and_then(Value::as_str) {
            Some(name) if parameters.contains_key(name) => format!("given-{name}").into(),
            _ => {
                object.iter().map(|(key, value)| (key.clone(), with_parameters(value, parameters))).collect()
            }
        },
        Value::Array(array) => array.iter().map(|value| with_parameters(value, parameters)).collect(),
        // Only `Fn::Sub` has braces with a parameter's name.
        Value::String(text) => parameters
            .keys()
            .fold(text.clone(), |text, name| text.replace(&format!("${{{name}}}"), &format!("given-{name}")))
            .into(),
        _ => value.clone(),
    }
}

#[test]
fn cdk_includes_every_example() {
    let folder = workspace("cdk");
    for (name, template) in examples() {
        let path = folder.join(name).with_extension("json");
        fs::write(&path, template).expect("a template");
        let out = folder.join(name);
        let include = tests().join("cdk/include.mjs");
        succeed(node().arg(include).arg(&path).arg(&out).env("CDK_FOLDER", installed("cdk")));

        let mut ours: Value = serde_json::from_str(template).expect("JSON");
        assert_eq!(read(&out.join("asItIs.template.json")), ours, "{name}");
        let parameters = ours["Parameters"].as_object().expect("parameters").clone();
        assert!(!parameters.is_empty());
        ours.as_object_mut().expect("a template").remove("Parameters");
        assert_eq!(read(&out.join("given.template.json")), with_parameters(&ours, &parameters), "{name}");
    }
}

/// The documented program, as the CDK's command line runs it.
#[test]
fn documented_cdk_program_includes_template_and_artifact() {
    let folder = workspace("cdk-program");
    make_chat(&folder, &[]);
    fs::write(folder.join("app.mjs"), documented("js")).expect("a program");
    std::os::unix::fs::symlink(installed("cdk/node_modules"), folder.join("node_modules")).expect("a link");
    succeed(node().arg("app.mjs").current_dir(&folder).env("CDK_OUTDIR", "cdk.out"));

    let template = read(&folder.join("cdk.out/chat-prod.template.json"));
    let assets = read(&folder.join("cdk.out/chat-prod.assets.json"));
    let resources = &template["Resources"];
    assert_eq!(resources["ChatStage"]["Properties"]["StageName"], "prod");
    assert_eq!(template["Parameters"].as_object().expect("the CDK's").len(), 1);
    assert_eq!(template["Outputs"]["Api"]["Value"], json!({ "Ref": "ChatApi" }));
    let function = &resources["ChatOnSendMessageFunction"]["Properties"];
    assert_eq!(function["ReservedConcurrentExecutions"], 20);

    // Every function runs the artifact that the CDK uploads.
    let ours = read(&folder.join("chat.json"));
    let ours = ours["Resources"].as_object().expect("resources");
    for (id, resource) in ours.iter().filter(|(_, resource)| resource["Type"] == "AWS::Lambda::Function") {
        let code = &resources[id]["Properties"]["Code"];
        let key = code["S3Key"].as_str().expect(id);
        let asset = &assets["files"][key.trim_end_matches(".zip")];
        assert_eq!(
            asset["destinations"].as_object().expect("one").values().next().expect("one")["objectKey"],
            key
        );
        let file = folder.join("cdk.out").join(asset["source"]["path"].as_str().expect("a path"));
        assert_eq!(fs::read(file).expect("an asset"), ZIP);
        assert_eq!(resource["Properties"]["MemorySize"], resources[id]["Properties"]["MemorySize"]);
    }
    assert_eq!(resources.as_object().expect("resources").len(), ours.len());
}
