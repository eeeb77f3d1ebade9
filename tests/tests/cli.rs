//! The command line, through the example's own program.

use std::{
    fs,
    path::PathBuf,
    process::{Output, Stdio},
};

use websocket_api_tests::cargo::cargo;

fn chat(arguments: &[&str]) -> Output {
    cargo()
        .args(["run", "--quiet", "--package", "chat", "--"])
        .args(arguments)
        .env_remove("AWS_LAMBDA_RUNTIME_API")
        .output()
        .expect("cargo run")
}

fn stdout(arguments: &[&str]) -> String {
    let output = chat(arguments);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// Returns the exit code and standard error.
fn failure(arguments: &[&str]) -> (i32, String) {
    let output = chat(arguments);
    assert!(output.stdout.is_empty());
    let text = String::from_utf8(output.stderr).expect("UTF-8");
    (output.status.code().expect("an exit code"), text)
}

fn scratch(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("cli");
    fs::create_dir_all(&folder).expect("a scratch folder");
    folder.join(name)
}

#[test]
fn template_is_written_as_json_or_yaml_to_stdout_or_a_file() {
    let json = stdout(&["template"]);
    let parsed: serde_json::Value = serde_json::from_str(&json).expect("JSON");
    assert_eq!(parsed["Resources"]["ChatStage"]["Properties"]["StageName"]["Ref"], "StageName");
    assert!(json.ends_with("}\n"));
    assert_eq!(json, stdout(&["template", "--format", "json"]));

    let yaml = stdout(&["template", "--format", "yaml"]);
    assert!(yaml.starts_with("AWSTemplateFormatVersion: \"2010-09-09\"\n"), "{yaml}");

    let file = scratch("template.json");
    assert_eq!(stdout(&["template", "--out", file.to_str().expect("UTF-8")]), "");
    assert_eq!(fs::read_to_string(file).expect("the file"), json);
    // A path that is not a regular file is written without being read.
    assert_eq!(stdout(&["template", "--out", "/dev/stdout"]), json);
}

#[test]
fn code_option_sets_the_code_of_every_function() {
    let template: serde_json::Value =
        serde_json::from_str(&stdout(&["template", "--code", "target/lambda/chat/bootstrap.zip"]))
            .expect("JSON");
    let parameters: Vec<&String> = template["Parameters"].as_object().expect("parameters").keys().collect();
    assert_eq!(parameters, ["StageName"]);
    let codes: Vec<&serde_json::Value> = template["Resources"]
        .as_object()
        .expect("resources")
        .values()
        .filter(|resource| resource["Type"] == "AWS::Lambda::Function")
        .map(|resource| &resource["Properties"]["Code"])
        .collect();
    assert_eq!(codes, ["target/lambda/chat/bootstrap.zip"; 6]);
}

#[test]
fn routes_prints_a_table_with_a_row_per_route() {
    let table = stdout(&["routes"]);
    let lines: Vec<Vec<&str>> = table.lines().map(|line| line.split_whitespace().collect()).collect();
    assert_eq!(lines[0], ["ROUTE", "HANDLER", "TIMEOUT", "MEMORY", "ARCHITECTURE", "RESPONSE"]);
    assert_eq!(lines[1], ["$connect", "handlers::connect", "20", "s", "256", "MB", "arm64", "no"]);
    assert_eq!(lines[4], ["sendMessage", "handlers::send_message", "10", "s", "256", "MB", "arm64", "no"]);
    assert_eq!(lines[5], ["whoIsHere", "handlers::who_is_here", "20", "s", "256", "MB", "arm64", "yes"]);
    assert_eq!(lines.len(), 7);
}

#[test]
fn help_lists_commands_and_options() {
    let help = stdout(&["--help"]);
    for word in ["Usage: chat <COMMAND>", "template", "routes"] {
        assert!(help.contains(word), "{help}");
    }
    let help = stdout(&["template", "--help"]);
    for word in
        ["--format <FORMAT>", "json, yaml", "--out <FILE>", "--code <PATH>", "aws cloudformation package"]
    {
        assert!(help.contains(word), "{help}");
    }
    let output = chat(&[]);
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("Usage: chat <COMMAND>"));
}

#[test]
fn invalid_arguments_print_claps_error_and_exit_code_2() {
    const HELP: &str = "For more information, try '--help'.\n";

    let command = |name: &str, tip: &str| {
        let usage = "Usage: chat <COMMAND>";
        (2, format!("error: unrecognized subcommand '{name}'\n\n  tip: {tip}\n\n{usage}\n\n{HELP}"))
    };
    assert_eq!(failure(&["templat"]), command("templat", "a similar subcommand exists: 'template'"));
    for name in ["asyncapi", "check", "client"] {
        let tip = format!("`{name}` requires the feature `asyncapi` of `websocket-api`");
        assert_eq!(failure(&[name, "--out", "chat.json"]), command(name, &tip));
    }
    let values = "error: invalid value 'ini' for '--format <FORMAT>'\n  [possible values: json, yaml]";
    assert_eq!(failure(&["template", "--format", "ini"]), (2, format!("{values}\n\n{HELP}")));
    let (code, text) = failure(&["template", "--colour"]);
    assert_eq!(code, 2);
    assert!(text.starts_with("error: unexpected argument '--colour' found\n"), "{text}");
    assert!(text.contains("\nUsage: chat template"), "{text}");
}

#[test]
fn unwritable_output_file_gives_one_error_line_and_exit_code_1() {
    let file = scratch("no/such/folder/template.json");
    let (code, line) = failure(&["template", "--out", file.to_str().expect("UTF-8")]);
    assert_eq!((code, line.lines().count()), (1, 1));
    assert!(
        line.starts_with("Error: cannot write `") && line.contains("No such file or directory"),
        "{line}"
    );
}

/// A reader may close the pipe early.
#[test]
fn closed_stdout_pipe_exits_with_success() {
    let mut child = cargo()
        .args(["run", "--quiet", "--package", "chat", "--", "template"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("cargo run");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("an end");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(output.stderr.is_empty());
}
