//! What SST and the AWS CDK emit for the same declarations, and why ours differs. See `tests/oracles/README.md`.
#![cfg(feature = "system")]

use std::{fs, path::Path, process::Command};

use websocket_api_model::synth;
use websocket_api_syntax::source::parse_source;

/// The name of an oracle, and its declaration in our words.
const CASES: &[(&str, &str)] = &[
    (
        "01-minimal",
        "routes: {
            $connect: connect::main,
            $default: default::main,
            $disconnect: disconnect::main,
            sendMessage: send_message::main,
        }",
    ),
    ("17-log-retention", "access_log: { retention: one_week }, routes: { $default: default::main }"),
    ("20-cdk-api-name", r#"name: "chat-app-api", routes: { $default: default::main }"#),
    (
        "22-return-response",
        "routes: {
            $connect: connect::main,
            $default: { function: default::main, return_response: true },
            echo: { function: { handler: other::main }, return_response: true },
        }",
    ),
];

#[test]
fn every_difference_is_explained() {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    let target = tests.parent().expect("the workspace").join("target");
    let folder = target.join("oracles");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("target/oracles");
    for (name, body) in CASES {
        let source = format!("websocket_api! {{ Api {{ {body} }} }}");
        let declaration = parse_source(&source).expect("Rust").remove(0);
        assert!(declaration.diagnostics.into_vec().is_empty(), "{name}");
        let template = synth(&declaration.spec.expect("no errors"));
        fs::write(folder.join(name).with_extension("json"), template.to_json()).expect("a template");
    }
    let python = target.join("judges/bin/python");
    assert!(python.exists(), "{} is missing: `tests/run` installs it", python.display());
    let output =
        Command::new(python).arg(tests.join("oracles/compare.py")).arg(&folder).output().expect("python");
    let text = String::from_utf8_lossy(&output.stdout);
    let expected = format!("compared {}", 2 * CASES.len());
    assert_eq!(text.trim(), expected, "{}", String::from_utf8_lossy(&output.stderr));
}
