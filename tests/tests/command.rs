//! The command `websocket-api`, which reads source text without compiling it.

use std::{
    fs,
    io::{BufRead, BufReader, Read},
    path::PathBuf,
    process::{Command, Stdio},
};

use serde_json::{Value, json};
use websocket_api_tests::{cargo::websocket_api, command_output::CommandOutput, folder};

const RIGHT: &str =
    "websocket_api! { pub Chat { routes: { $default: f, send: { function: f, return_response: true } } } }\n";

const WRONG: &str = "\
websocket_api! {
    pub Chat {
        routes: {
            $conect: connect,
            $default: { function: { handler: f, timout: 20, memory_size: 1 } },
        },
        access_log: { retention: \"two_week\" },
    }
}
";

/// Returns a new folder with these files.
fn folder(name: &str, files: &[(&str, &str)]) -> PathBuf {
    folder::folder(concat!(env!("CARGO_TARGET_TMPDIR"), "/command"), name, files)
}

fn command(arguments: &[&str]) -> Command {
    let mut command = websocket_api();
    command.args(arguments).env_remove("CLICOLOR_FORCE");
    command
}

fn run_in(folder: &PathBuf, arguments: &[&str]) -> CommandOutput {
    CommandOutput::from_output(command(arguments).current_dir(folder).output().expect("the command"))
}

fn pipe(input: &str, arguments: &[&str]) -> CommandOutput {
    CommandOutput::run_with_input(&mut command(arguments), input)
}

#[test]
fn errors_are_drawn_with_source_excerpts_and_suggestions() {
    let folder = folder("drawn", &[("chat.rs", WRONG)]);
    let CommandOutput { code, output, errors } = run_in(&folder, &["check", "chat.rs"]);
    assert_eq!((code, &*output), (1, ""));
    let expected = "\
error[invalid_route_key]: unknown predefined route key `$conect`
 --> chat.rs:4:13
  |
4 |             $conect: connect,
  |             ^^^^^^^
  |
help: a predefined route key with a similar name exists: `$connect`
  |
4 |             $connect: connect,
  |                 +

error[unknown_key]: unknown key `timout` in a function
 --> chat.rs:5:49
  |
5 |             $default: { function: { handler: f, timout: 20, memory_size: 1 } },
  |                                                 ^^^^^^ not a key of a function
  |
help: a key with a similar name exists: `timeout`
  |
5 |             $default: { function: { handler: f, timeout: 20, memory_size: 1 } },
  |                                                    +

error[out_of_range]: `memory_size` must be 128–10240 MB, found 1
 --> chat.rs:5:74
  |
5 |             $default: { function: { handler: f, timout: 20, memory_size: 1 } },
  |                                                                          ^ out of range

";
    assert!(errors.starts_with(expected), "{errors}");
    assert!(errors.ends_with("\nchecked `Chat` in 1 file: 4 errors, no warnings\n"), "{errors}");
    assert!(!errors.contains('\u{1b}'), "no colours where there is no terminal");

    let mut colours = command(&["check", "chat.rs"]);
    let output = colours.current_dir(&folder).env("CLICOLOR_FORCE", "1").output().expect("the command");
    assert!(CommandOutput::from_output(output).errors.contains('\u{1b}'));

    // A declaration with errors has no template.
    for arguments in [&["template", "chat.rs"][..], &["routes", "chat.rs"]] {
        let result = run_in(&folder, arguments);
        assert_eq!((result.code, &*result.output), (1, ""), "{arguments:?}");
        assert!(result.errors.starts_with(expected), "{}", result.errors);
    }
    assert_eq!(run_in(&folder, &["template", "chat.rs", "--out", "chat.json"]).code, 1);
    assert!(!folder.join("chat.json").exists());
}

/// A declaration on one line with this many unknown words.
fn wrong_on_one_line(count: usize) -> String {
    let words: String = (0..count).map(|i| format!("größe{i}, ")).collect();
    format!("websocket_api! {{ pub Chat {{ routes: {{ $default: f }}, allow: [{words}] }} }}\n")
}

/// Each drawn error takes time, so only the first 100 are drawn, each over a part of its line. Other formats list all errors.
#[test]
fn errors_beyond_one_hundred_are_counted_not_drawn() {
    let text = wrong_on_one_line(4000);
    let drawn = pipe(&text, &["check", "-"]);
    assert_eq!(
        (drawn.code, drawn.errors.matches("error[unknown_keyword]: unknown warning").count()),
        (1, 100)
    );
    let column = text.chars().position(|c| c == 'ß').expect("the first") - 2;
    assert!(drawn.errors.contains(&format!(" --> <stdin>:1:{column}\n")), "{}", drawn.errors);
    let more = "3900 more errors are not drawn; `websocket-api check --format short` lists everything\n";
    assert!(drawn.errors.contains(more), "{}", drawn.errors);
    assert!(drawn.errors.ends_with("checked `Chat` in 1 file: 4000 errors, no warnings\n"));
    // A line ten times as long does not make the drawings longer.
    let longer = pipe(&wrong_on_one_line(40_000), &["check", "-"]);
    assert!(longer.errors.len() < 2 * drawn.errors.len(), "{} {}", longer.errors.len(), drawn.errors.len());

    let short = pipe(&text, &["check", "-", "--format", "short"]);
    assert_eq!(short.errors.lines().count(), 4001);
    let json = pipe(&text, &["check", "-", "--format", "json"]);
    assert_eq!(json.output.lines().count(), 4000);
    let last: Value = serde_json::from_str(json.output.lines().last().expect("a line")).expect("JSON");
    let column = text.chars().count() - "größe3999, ] } }\n".chars().count() + 1;
    assert_eq!((&last["column"], &last["line"]), (&json!(column), &json!(1)));
}

/// A number far over a limit is one error, and the rest is not read.
#[test]
fn declaration_far_over_a_limit_is_one_error() {
    let routes: String = (0..200_000).map(|i| format!("r{i}: f, ")).collect();
    let result =
        pipe(&format!("websocket_api! {{ pub Chat {{ routes: {{ {routes} }} }} }}"), &["check", "-"]);
    assert!(
        result.errors.contains("error[route_count]: more than 3000 routes exceed API Gateway's limit of 300")
    );
    assert!(result.errors.ends_with("checked `Chat` in 1 file: 1 error, no warnings\n"), "{}", result.errors);

    let tags: String = (0..5_001).map(|i| format!("t{i}: \"x\", ")).collect();
    let result = pipe(
        &format!("websocket_api! {{ Chat {{ routes: {{ $default: f }}, tags: {{ {tags} }} }} }}"),
        &["check", "-"],
    );
    assert!(
        result.errors.contains("error[entry_count]: block of more than 5000 entries"),
        "{}",
        result.errors
    );
    let list = "1, ".repeat(50_001);
    let body = format!("routes: {{ $default: f }}, outputs: {{ A: {{ Value: [{list}] }} }}");
    let result = pipe(&format!("websocket_api! {{ Chat {{ {body} }} }}"), &["check", "-"]);
    assert!(
        result.errors.contains("error[entry_count]: list of more than 50000 elements"),
        "{}",
        result.errors
    );
}

#[test]
fn short_and_json_formats_report_errors_with_positions() {
    let short = pipe(WRONG, &["check", "-", "--format", "short"]);
    assert_eq!((short.code, &*short.output), (1, ""));
    let lines: Vec<&str> = short.errors.lines().collect();
    assert_eq!(
        lines[..2],
        [
            "<stdin>:4:13: error: unknown predefined route key `$conect`; help: a predefined route key with a similar name exists: \
             `$connect`",
            "<stdin>:5:49: error: unknown key `timout` in a function; help: a key with a similar name exists: `timeout`",
        ]
    );
    let long = pipe(WRONG, &["check", "-", "--format", "json"]);
    assert_eq!((long.code, &*long.errors), (1, ""));
    let objects: Vec<Value> =
        long.output.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(objects.len(), 4);
    assert_eq!(
        objects[1],
        json!({
            "level": "error",
            "rule": "unknown_key",
            "message": "unknown key `timout` in a function",
            "label": "not a key of a function",
            "helps": [{ "text": "a key with a similar name exists: `timeout`", "replacement": "timeout" }],
            "notes": [],
            "file": "<stdin>",
            "line": 5,
            "column": 49,
            "end_line": 5,
            "end_column": 55,
        })
    );
    // The proposed replacements fix the errors.
    let text = objects.iter().rev().fold(WRONG.to_owned(), |text, object| {
        let Some(replacement) = object["helps"][0]["replacement"].as_str() else { return text };
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let place = |key: &str| object[key].as_u64().expect("a number") as usize - 1;
        lines[place("line")].replace_range(place("column")..place("end_column"), replacement);
        lines.join("\n")
    });
    let rest = pipe(&text, &["check", "-", "--format", "short"]).errors;
    assert_eq!(rest.lines().count(), 2, "the memory and the summary: {rest}");
}

#[test]
fn warnings_fail_only_with_deny_warnings() {
    let source = RIGHT.replace("$default: f,", "$connect: f, $default: f,");
    let warned = WRONG.replace("$conect: connect,", "").replace("timout: 20, memory_size: 1", "timeout: 20");
    let warned =
        warned.replace("retention: \"two_week\"", "format: \"$context.requestId $context.httpMethod\"");
    assert_eq!(pipe(&source, &["check", "-", "--deny-warnings"]).code, 0);
    let result = pipe(&warned, &["check", "-"]);
    assert_eq!(result.code, 0, "{}", result.errors);
    assert!(result.errors.ends_with("checked `Chat` in 1 file: no errors, 1 warning\n"), "{}", result.errors);
    assert!(result.errors.starts_with("warning[unknown_variable]: "), "{}", result.errors);
    assert_eq!(pipe(&warned, &["check", "-", "--deny-warnings"]).code, 1);
    let result = pipe(&warned, &["template", "-"]);
    assert_eq!(result.code, 0);
    assert!(result.errors.starts_with("warning[unknown_variable]: ") && result.output.starts_with("{\n"));
}

#[test]
fn input_is_a_file_a_package_or_standard_input() {
    let manifest = "[package]\nname = \"p\"\nversion = \"0.1.0\"\nedition = \"2024\"\n";
    let with_library = format!("{manifest}[lib]\npath = \"code/lib.rs\"\n");
    let other = RIGHT.replace("Chat", "Other");
    let files = [
        ("one/Cargo.toml", manifest),
        ("one/src/main.rs", "mod chat;\n"),
        ("one/src/chat.rs", RIGHT),
        ("two/Cargo.toml", &*with_library),
        ("two/code/lib.rs", RIGHT),
        ("two/src/bin/other.rs", &*other),
        ("two/tests/not_read.rs", WRONG),
        ("Cargo.toml", "[workspace]\nmembers = [\"one\", \"two\"]\n"),
        ("none/Cargo.toml", manifest),
        ("none/src/lib.rs", "fn f() {}\n"),
        ("none/src/main.rs", "mod a;\n"),
        ("none/src/a.rs", ""),
        ("empty/readme.md", ""),
    ];
    let folder = folder("packages", &files);
    let template = pipe(RIGHT, &["template", "-"]).output;
    assert!(template.starts_with("{\n"));
    assert_eq!(run_in(&folder, &["template", "one"]).output, template);
    assert_eq!(run_in(&folder.join("one"), &["template"]).output, template);
    assert_eq!(run_in(&folder, &["template", "one/src/chat.rs"]).output, template);
    assert_eq!(run_in(&folder, &["template", "one/src/main.rs"]).output, template);
    assert_eq!(run_in(&folder, &["template", "two", "--api", "Chat"]).output, template);
    // A member that inherits from its workspace, read from inside the member.
    let member = "[package]\nname = \"m\"\nversion.workspace = true\nedition = \"2024\"\n";
    fs::write(folder.join("one/Cargo.toml"), member).expect("a manifest");
    fs::write(
        folder.join("Cargo.toml"),
        "[workspace]\nmembers = [\"one\", \"two\"]\n[workspace.package]\nversion = \"0.1.0\"\n",
    )
    .expect("a manifest");
    for (from, path) in [("one", "."), ("one/src", ".."), (".", "one")] {
        assert_eq!(run_in(&folder.join(from), &["template", path]).output, template, "{from}");
    }
    let checked = run_in(&folder, &["check", "two"]).errors;
    assert_eq!(checked, "checked `Chat`, `Other` in 2 files: no errors, no warnings\n");

    let fails = |arguments: &[&str], expected: &str| {
        let result = run_in(&folder, arguments);
        assert_eq!(
            (result.code, &*result.output, &*result.errors),
            (1, "", &*format!("error: {expected}\n"))
        );
    };
    fails(&["check"], "`Cargo.toml` is a workspace; name the folder of one of its packages: `one`, `two`");
    fails(
        &["check", "empty"],
        "there is no `empty/Cargo.toml`; name a Rust file, or the folder of a package",
    );
    fails(&["check", "none"], "there is no `websocket_api!` in `none/src/lib.rs` or its 2 modules");
    fails(&["template", "none/src/lib.rs"], "there is no `websocket_api!` in `none/src/lib.rs`");
    fails(&["check", "gone.rs"], "cannot read `gone.rs`: No such file or directory (os error 2)");
    fails(&["routes", "two", "--api", "Caht"], "unknown API `Caht`; the source declares `Chat`, `Other`");
    let broken = pipe("fn f( {", &["check", "-"]);
    assert_eq!(broken.code, 1);
    assert!(
        broken.errors.contains("<stdin>:1:7") && broken.errors.contains("invalid Rust"),
        "{}",
        broken.errors
    );
}

#[test]
fn several_apis_make_one_template_and_one_route_table_each() {
    let text = format!("{RIGHT}{}", RIGHT.replace("Chat", "Other"));
    let template = |arguments: &[&str]| pipe(&text, &[&["template", "-"], arguments].concat()).output;
    let both = template(&[]);
    assert!(both.contains("\"ChatApi\": {") && both.contains("\"OtherApi\": {"));
    assert_eq!(template(&["--api", "Other", "--api", "Chat"]), both, "whatever the order");
    let one = template(&["--api", "Other"]);
    assert!(!one.contains("\"ChatApi\": {") && one.contains("\"OtherApi\": {"));

    let table = pipe(&text, &["routes", "-"]).output;
    let lines: Vec<String> =
        table.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
    assert_eq!(
        lines[..5],
        [
            "Chat",
            "ROUTE HANDLER TIMEOUT MEMORY ARCHITECTURE RESPONSE",
            "$default f 10 s 1024 MB x86_64 no",
            "send f 10 s 1024 MB x86_64 yes",
            ""
        ]
    );
    assert_eq!(lines[5], "Other");
    let objects = pipe(&text, &["routes", "-", "--format", "json", "--api", "Chat"]).output;
    let last: Value = serde_json::from_str(objects.lines().last().expect("a line")).expect("JSON");
    assert_eq!(
        last,
        json!({
            "api": "Chat", "route": "send", "handler": "f", "logical_id": "ChatOnSendFunction", "timeout": 10,
            "memory_size": 1024, "architecture": "x86_64", "return_response": true,
        })
    );

    // Errors in one API do not prevent the template of another one.
    let half = format!("{RIGHT}{}", WRONG.replace("Chat", "Wrong"));
    assert_eq!(pipe(&half, &["template", "-", "--api", "Chat"]).code, 0);
    assert_eq!(pipe(&half, &["template", "-"]).code, 1);
    let twice = pipe(&format!("{RIGHT}mod a {{ {RIGHT} }}"), &["template", "-", "--api", "Chat"]);
    assert_eq!((twice.code, &*twice.output), (1, ""));
    assert_eq!(
        twice.errors,
        "error: `Chat` is declared at <stdin>:1:22 and at <stdin>:2:30; pass the file of one\n"
    );
    assert_eq!(
        pipe(&format!("{RIGHT}mod a {{ {RIGHT} }}"), &["template", "-"]).errors,
        "error: duplicate name `Chat` in one stack; help: rename one of them\n"
    );
}

#[test]
fn features_option_selects_declarations_by_cfg() {
    let text = format!(
        "#[cfg(feature = \"a\")] {RIGHT} #[cfg(not(feature = \"a\"))] {}",
        RIGHT.replace("Chat", "Other")
    );
    let checked = |arguments: &[&str]| pipe(&text, &[&["check", "-"], arguments].concat()).errors;
    let names = |names| format!("checked {names} in 1 file: no errors, no warnings\n");
    assert_eq!(checked(&[]), names("`Chat`, `Other`"));
    assert_eq!(checked(&["--features", "b,a"]), names("`Chat`"));
    assert_eq!(checked(&["--features", "b"]), names("`Other`"));
    assert_eq!(checked(&["--features", ""]), names("`Other`"));
}

#[test]
fn template_with_a_rust_constant_fails_with_help() {
    let result = pipe(
        &RIGHT.replace("send: {", "send: { function: { handler: f, timeout: TIMEOUT } }, x: {"),
        &["template", "-"],
    );
    assert_eq!((result.code, &*result.output), (1, ""));
    let expected =
        "error[constant_without_compiler]: the value of the constant `TIMEOUT` is unknown\n --> <stdin>:1:";
    assert!(result.errors.starts_with(expected), "{}", result.errors);
    let help = "help: make the template with the program: `cargo run -- template`\n";
    assert!(result.errors.contains(help), "{}", result.errors);
}

#[test]
fn template_over_51200_bytes_prints_a_note_about_s3() {
    let text = |routes: usize, settings: &str| {
        let routes: String = (0..routes).map(|i| format!("r{i}: f, ")).collect();
        format!(
            "websocket_api! {{ pub Chat {{ {settings} routes: {{ $default: f, {routes} }}, allow: [near_limit] }} }}"
        )
    };
    let small = pipe(&text(3, ""), &["template", "-"]);
    assert_eq!((small.code, &*small.errors), (0, ""));
    let large = pipe(&text(98, ""), &["template", "-"]);
    let note = format!(
        "note: the template has {} bytes, and CloudFormation accepts 51200 without S3; deploy it with \
         `aws cloudformation deploy --s3-bucket BUCKET`\n",
        large.output.len()
    );
    assert_eq!((large.code, &*large.errors), (0, &*note));
    // Too many resources are an error, and the remedy in its help works.
    let many = pipe(&text(299, ""), &["template", "-"]);
    assert_eq!(many.code, 1);
    assert!(many.errors.contains("functions: shared"), "{}", many.errors);
    assert_eq!(pipe(&text(299, "functions: shared,"), &["template", "-"]).code, 0);
    let too_many = pipe(&text(301, "functions: shared,"), &["template", "-"]);
    assert!(too_many.code == 1 && too_many.errors.contains("limit of 300"), "{}", too_many.errors);
}

#[test]
fn invalid_arguments_print_claps_error_and_exit_code_2() {
    const HELP: &str = "For more information, try '--help'.\n";
    const USAGE: &str = "Usage: websocket-api <COMMAND>";

    for (arguments, expected) in [
        (
            &["chek"][..],
            format!(
                "error: unrecognized subcommand 'chek'\n\n  tip: a similar subcommand exists: 'check'\n\n{USAGE}"
            ),
        ),
        (
            &["check", "--format", "xml"],
            "error: invalid value 'xml' for '--format <FORMAT>'\n  [possible values: human, short, json]"
                .into(),
        ),
        (&["check", "-", "--watch"], format!("error: standard input cannot be watched\n\n{USAGE}")),
        (&["template", "--watch"], format!("error: `--watch` requires `--out` for a template\n\n{USAGE}")),
    ] {
        let result = pipe("", arguments);
        let expected = format!("{expected}\n\n{HELP}");
        assert_eq!((result.code, &*result.output, &*result.errors), (2, "", &*expected));
    }
}

#[test]
fn completion_scripts_complete_commands_and_options() {
    for (shell, word) in
        [("bash", "complete -F"), ("zsh", "#compdef websocket-api"), ("fish", "complete -c websocket-api")]
    {
        let result = pipe("", &["completions", shell]);
        assert_eq!(result.code, 0);
        assert!(result.output.contains(word) && result.output.contains("deny-warnings"), "{shell}");
    }
    // Bash loads the script, and completes with it.
    let script = pipe("", &["completions", "bash"]).output;
    for (words, expected) in [
        ("che", "check"),
        ("check --deny", "--deny-warnings"),
        ("routes --format j", "json"),
        ("fmt --ch", "--check"),
    ] {
        let asked = format!(
            "COMP_WORDS=(websocket-api {words}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); \
             _websocket__api websocket-api \"${{COMP_WORDS[COMP_CWORD]}}\" \"${{COMP_WORDS[COMP_CWORD - 1]}}\"; \
             echo \"${{COMPREPLY[@]}}\""
        );
        let bash = Command::new("bash").args(["-c", &format!("{script}\n{asked}")]).output().expect("bash");
        assert_eq!(CommandOutput::from_output(bash).output, format!("{expected}\n"), "{words}");
    }
}

#[test]
fn watch_rebuilds_the_template_when_a_file_changes() {
    let folder = folder("watched", &[("main.rs", "mod chat;"), ("chat.rs", RIGHT)]);
    let mut process = command(&["template", "main.rs", "--watch", "--out", "chat.json"])
        .current_dir(&folder)
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command");
    let mut errors = BufReader::new(process.stderr.take().expect("a pipe")).lines();
    let mut until = |end: &str| {
        let mut result = String::new();
        for line in errors.by_ref() {
            let line = line.expect("UTF-8");
            if line.contains(end) {
                return result;
            }
            result += &line;
        }
        panic!("ended after {result}");
    };
    let template = || fs::read_to_string(folder.join("chat.json")).expect("a template");
    assert_eq!(until("watching 2 files"), "");
    assert_eq!(template(), pipe(RIGHT, &["template", "-"]).output);

    // Editors replace the old file by a new one.
    let changed = RIGHT.replace("send", "sent");
    fs::write(folder.join("new"), &changed).expect("a file");
    fs::rename(folder.join("new"), folder.join("chat.rs")).expect("a file");
    assert_eq!(until("watching 2 files"), "");
    assert_eq!(template(), pipe(&changed, &["template", "-"]).output);

    // Errors are reported, and the old template stays. A missing module is reported, and read when it exists.
    fs::write(folder.join("chat.rs"), WRONG).expect("a file");
    assert!(until("watching 2 files").contains("unknown key `timout`"));
    fs::remove_file(folder.join("chat.rs")).expect("a file");
    assert!(until("watching 1 file").contains("missing file of the module `chat`"));
    assert_eq!(template(), pipe(&changed, &["template", "-"]).output);
    fs::write(folder.join("chat.rs"), RIGHT).expect("a file");
    until("watching 2 files");
    assert_eq!(template(), pipe(RIGHT, &["template", "-"]).output);

    // `git checkout` removes all files, and writes them again.
    fs::create_dir_all(folder.join("chat")).expect("a folder");
    fs::write(folder.join("chat.rs"), "mod inner;").expect("a file");
    until("watching 2 files");
    fs::write(folder.join("chat/inner.rs"), RIGHT).expect("a file");
    until("watching 3 files");
    for changed in [RIGHT.replace("send", "first"), RIGHT.replace("send", "second")] {
        fs::rename(folder.join("chat"), folder.join("away")).expect("a folder");
        assert!(until("watching 2 files").contains("missing file of the module `inner`"));
        fs::write(folder.join("away/inner.rs"), &changed).expect("a file");
        fs::rename(folder.join("away"), folder.join("chat")).expect("a folder");
        until("watching 3 files");
        assert_eq!(template(), pipe(&changed, &["template", "-"]).output);
    }

    process.kill().expect("a process");
    process.wait().expect("an end");
    let mut rest = String::new();
    process.stdout.take().map(|mut output| output.read_to_string(&mut rest));
    assert_eq!(rest, "");
}
