//! A declaration read from its text gives exactly the template of the compiled program.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use proptest::prelude::*;
use websocket_api_syntax::source::{Conditions, Sources};
use websocket_api_tests::{
    declarations::{self, ALL},
    folder,
    source::{Disk, declarations, messages},
};

#[test]
fn text_and_program_give_the_same_template() {
    for declared in ALL.iter().filter(|declared| declared.is_literal()) {
        // A file may declare other APIs first, for `Chat` to refer to.
        let read = declarations(declared.source).pop().expect("a declaration");
        let from_text = websocket_api_model::synth(&websocket_api_tests::source::value(read));
        let from_program = (declared.api)().template().expect("a template");
        assert_eq!(from_text.to_json(), from_program.to_json(), "{}", declared.name);
        assert_eq!(from_text.to_yaml(), from_program.to_yaml(), "{}", declared.name);
    }
}

#[test]
fn rust_constant_in_text_is_an_error() {
    let read = declarations(declarations::Declaration::named("constants").source).remove(0);
    assert!(read.value.is_none());
    let names = [
        "NAME",
        "TIMEOUT",
        "settings::STAGE",
        "settings::MEMORY",
        "settings::RATE",
        "settings::BURST",
        "settings::PREFIX",
        "FORMAT",
        "TEAM",
        "MODE",
    ];
    let messages = messages(&read.findings);
    assert_eq!(messages.len(), names.len(), "{messages:?}");
    for name in names {
        let said = messages
            .iter()
            .any(|message| message.starts_with(&format!("the value of the constant `{name}`")));
        assert!(said, "{name} in {messages:?}");
    }
    assert!(read.findings.iter().all(|finding| finding.of_source), "rustc knows their values");
}

#[test]
fn template_over_1000000_bytes_is_refused() {
    let text = "x".repeat(950_000);
    let said = |text: &str| {
        let resources =
            format!("Table: {{ Type: \"AWS::DynamoDB::Table\", Metadata: {{ Text: \"{text}\" }} }}");
        let source = format!(
            "websocket_api! {{ Chat {{ routes: {{ $default: f }}, resources: {{ {resources} }} }} }}"
        );
        let read = declarations(&source).remove(0);
        messages(&read.findings)
    };
    assert!(
        matches!(&said(&text)[..], [near] if near.contains("of 1000000 bytes of template used")),
        "{:?}",
        said(&text).len()
    );
    let over = said(&format!("{text}{}", "x".repeat(60_000)));
    assert!(
        matches!(&over[..], [over] if over.contains("bytes of template exceed CloudFormation's limit of 1000000")),
        "{over:?}"
    );
    assert_eq!(said("x"), Vec::<String>::new());
}

#[test]
fn error_has_the_position_of_its_token() {
    let text = "websocket_api! {\n    Chat { routes: {}, acessLog: true }\n}\n";
    // Text before the first token and a character of two bytes count.
    for before in ["", "\u{feff}", "#!/usr/bin/env -S cargo run\n", "// é\n", "\u{feff}#!/bin/é\r\n"] {
        let sources = Sources::from_text("a.rs", format!("{before}{text}"), &Conditions::default());
        let [finding] = &sources.declarations[0].findings[..] else { panic!("one finding") };
        assert_eq!(finding.message.fault(), "unknown key `acessLog` in the API");
        assert_eq!(sources.files[0].slice(finding.place.bytes.clone()), "acessLog", "{before:?}");
        let line = 2 + before.matches('\n').count();
        assert_eq!(sources.position(&finding.place), format!("a.rs:{line}:24"));
    }
}

/// Returns a new folder with these files.
fn folder(name: &str, files: &[(&str, &str)]) -> PathBuf {
    folder::folder(concat!(env!("CARGO_TARGET_TMPDIR"), "/source"), name, files)
}

fn api(name: &str) -> String {
    format!("websocket_api::websocket_api! {{ pub {name} {{ routes: {{ $default: f }} }} }}\n")
}

/// Returns the names of all declarations, and the messages of all findings.
fn names(sources: &Sources) -> (Vec<&str>, Vec<String>) {
    let names = sources.declarations.iter().filter_map(|declaration| declaration.name.as_deref()).collect();
    (names, sources.findings().map(|finding| finding.message.one_line()).collect())
}

#[test]
fn module_files_are_those_that_rustc_reads() {
    let path_of_inner = format!("#[path = \"named.rs\"] mod any;\n{}", api("Other"));
    let files = [
        (
            "src/main.rs",
            "mod a; mod r#async; mod inline { mod deep; #[path = \"b.rs\"] mod c; }
            #[path = \"other/o.rs\"] mod o;
            #[cfg_attr(windows, path = \"other/windows.rs\")] #[cfg_attr(unix, path = \"other/unix.rs\")] mod os;",
        ),
        ("src/a.rs", &*format!("mod below;\n{}", api("A"))),
        ("src/a/below/mod.rs", &*format!("mod beside;{}", api("Below"))),
        ("src/a/below/beside.rs", &*api("Beside")),
        ("src/async.rs", &*api("Async")),
        ("src/inline/deep.rs", &*api("Deep")),
        ("src/inline/b.rs", &*api("B")),
        ("src/other/o.rs", &*path_of_inner),
        ("src/other/named.rs", &*api("Named")),
        ("src/other/unix.rs", &*api("Unix")),
        ("src/unrelated.rs", &*api("Unrelated")),
    ];
    let folder = folder("modules", &files);
    let sources =
        Sources::read(&[folder.join("src/main.rs")], &Disk, &Conditions::default()).expect("the root");
    let expected = ["Beside", "Below", "A", "Async", "Deep", "B", "Named", "Other", "Unix"].to_vec();
    assert_eq!(names(&sources), (expected, Vec::new()));

    // rustc lists the files before it reports the missing macro.
    let rustc = Command::new("rustc")
        .args(["--edition", "2024", "--crate-type", "lib", "--emit", "dep-info", "--out-dir"])
        .args([&folder, &folder.join("src/main.rs")])
        .output()
        .expect("rustc");
    let listed = fs::read_to_string(folder.join("main.d")).unwrap_or_default();
    let mut theirs: Vec<&str> = listed.lines().filter_map(|line| line.strip_suffix(".rs:")).collect();
    let mut ours: Vec<&str> =
        sources.files.iter().filter_map(|file| file.path.to_str()?.strip_suffix(".rs")).collect();
    theirs.sort_unstable();
    ours.sort_unstable();
    assert_eq!(ours, theirs, "{}", String::from_utf8_lossy(&rustc.stderr));
}

#[test]
fn declarations_outside_the_program_are_not_read() {
    let text = [
        "#[cfg(test)] mod tests { websocket_api! { A {} } }",
        "#[cfg(all(test, unix))] websocket_api! { B {} }",
        "websocket_api! { #[cfg(test)] pub C { timout: 1 } }",
        "#[tokio::test] async fn f<T, U>() { websocket_api! { D {} } }",
        "#[cfg(test)] fn f<T, U>() { websocket_api! { E {} } }",
        "mod inner { #![cfg(test)] websocket_api! { F {} } }",
        "macro_rules! api { ($name:ident) => { websocket_api! { $name {} } } }",
        "other! { websocket_api! { G {} } }",
        "#[cfg(test)] mod missing; #[cfg(feature = \"x\")] mod missing; mod a { #![cfg(unix)] mod missing; }",
        "// websocket_api! { H {} }",
        "const TEXT: &str = \"websocket_api! { I {} }\";",
        "#[cfg(feature = \"x\")] websocket_api! { J {} }",
        "fn f() { if a != b { websocket_api!(K()); } }",
        "#[cfg(test)] use a; websocket_api::websocket_api![L {}];",
    ];
    let folder = folder("conditions", &[("main.rs", &text.join("\n"))]);
    let root = [folder.join("main.rs")];
    let sources = Sources::read(&root, &Disk, &Conditions::default()).expect("the root");
    assert_eq!(names(&sources).0, ["J", "K", "L"]);
    assert!(sources.findings.is_empty(), "{:?}", sources.findings);
    let without = Conditions::new(|name, _| Some(name == "unix"));
    let sources = Sources::read(&root, &Disk, &without).expect("the root");
    assert_eq!(names(&sources).0, ["K", "L"]);
}

#[test]
fn unreadable_module_is_reported_at_its_declaration() {
    let folder =
        folder("missing", &[("main.rs", "mod here;\nmod gone;"), ("here.rs", "fn f( {"), ("gone.rs/x", "")]);
    let sources = Sources::read(&[folder.join("main.rs")], &Disk, &Conditions::default()).expect("the root");
    let found: Vec<(String, bool)> = sources
        .findings()
        .map(|finding| (sources.position(&finding.place), finding.message.one_line().contains("gone.rs")))
        .collect();
    let folder = folder.display();
    assert_eq!(found, [(format!("{folder}/here.rs:1:7"), false), (format!("{folder}/main.rs:2:5"), true)]);
    let missing = Sources::read(&["no/such/main.rs"], &Disk, &Conditions::default());
    assert_eq!(missing.expect_err("no file").0, Path::new("no/such/main.rs"));
}

/// A library and a program of one package may share modules.
#[test]
fn file_of_two_roots_is_read_once() {
    let folder =
        folder("twice", &[("lib.rs", "mod a;"), ("main.rs", "mod a; mod lib;"), ("a.rs", &api("A"))]);
    let roots = [folder.join("lib.rs"), folder.join("main.rs"), folder.join("../twice/lib.rs")];
    let sources = Sources::read(&roots, &Disk, &Conditions::default()).expect("the roots");
    assert_eq!(names(&sources), (vec!["A"], vec![]));
    assert_eq!(sources.files.len(), 3);
}

#[test]
fn domain_of_an_api_in_another_file_is_found() {
    let core = "websocket_api! { Core { routes: { $connect: f }, custom_domain: \"a.example.com\" } }";
    let chat = "use crate::core::Core;\nwebsocket_api! { Chat { routes: { $connect: f }, custom_domain: { domain: crate::core::Core, path: \"chat\" } } }";
    let read = |core: &str| {
        let folder =
            folder("sharing", &[("main.rs", "mod chat; mod core;"), ("chat.rs", chat), ("core.rs", core)]);
        Sources::read(&[folder.join("main.rs")], &Disk, &Conditions::default()).expect("the root")
    };
    let sources = read(core);
    assert_eq!(names(&sources), (vec!["Chat", "Core"], vec![]));
    assert!(sources.declarations.iter().all(|declaration| declaration.value.is_some()));

    // A declaration with an error causes no second error.
    let sources = read(&core.replace("routes", "rotes"));
    assert_eq!(names(&sources).1.len(), 1, "{:?}", names(&sources));
    assert!(sources.declarations[0].value.is_none());

    let sources = read("");
    let expected = "unknown API `Core`; note: the API is not declared in the files that were read, or it shares a domain itself";
    assert_eq!(names(&sources), (vec!["Chat"], vec![expected.to_owned()]));
}

/// Each module is a separate file.
#[test]
fn modules_nested_too_deeply_in_files_are_an_error() {
    let text: Vec<(String, String)> =
        (0..400).map(|i| (format!("m{i}.rs"), format!("#[path = \"m{}.rs\"] mod m;", i + 1))).collect();
    let files: Vec<(&str, &str)> = text.iter().map(|(path, text)| (&**path, &**text)).collect();
    let folder = folder("chain", &files);
    let sources = Sources::read(&[folder.join("m0.rs")], &Disk, &Conditions::default()).expect("the root");
    assert_eq!(names(&sources).1, ["the module `m` is nested too deeply in files"]);
    let text = format!("#[cfg({}test{})] mod gone;", "not(".repeat(100_000), ")".repeat(100_000));
    _ = Sources::from_text("a.rs", text, &Conditions::default());
}

/// The front end returns for any depth and any mistake.
#[test]
fn deeply_nested_text_is_read() {
    for (open, close) in [("{", "}"), ("[", "]"), ("(", ")"), ("mod a {", "}")] {
        for text in [
            format!("{}{}", open.repeat(20_000), close.repeat(20_000)),
            format!(
                "websocket_api! {{ Chat {{ routes: {}{} }} }}",
                open.repeat(20_000),
                close.repeat(20_000)
            ),
            open.repeat(20_000),
        ] {
            _ = Sources::from_text("a.rs", text, &Conditions::default());
        }
    }
}

proptest! {
    /// For any text, and for parts of declarations in any order, the front end returns, and every finding is within the text.
    #[test]
    fn any_text_is_read_with_findings_in_the_text(text in prop_oneof![
        any::<String>(),
        prop::collection::vec(prop::sample::select(PIECES), 0..40).prop_map(|pieces| pieces.concat()),
    ]) {
        let sources = Sources::from_text("a.rs", text, &Conditions::default());
        for finding in sources.findings() {
            let bytes = finding.place.bytes.clone();
            prop_assert!(sources.files[0].text.get(bytes.clone()).is_some(), "{bytes:?} {}", finding.message);
        }
    }
}

const PIECES: &[&str] = &[
    "websocket_api",
    "!",
    "{",
    "}",
    "(",
    ")",
    "[",
    "]",
    " Chat ",
    "routes",
    ":",
    ",",
    "$",
    "connect",
    "=",
    "f",
    "#",
    "cfg",
    "test",
    "mod ",
    "a",
    ";",
    "\"",
    "'",
    "\u{feff}",
    "#!",
    "\n",
    "é",
    "1.5",
    "/*",
    "*/",
    "//",
    "r#",
    "path",
    "-",
    "timeout",
];
