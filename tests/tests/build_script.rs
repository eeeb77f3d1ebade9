//! Templates made by build scripts: the lines for Cargo, the templates in the program, the errors.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use websocket_api_model::synth;
use websocket_api_tests::{
    cargo::{cargo, workspace},
    folder::{self, write},
    source,
};

const RIGHT: &str =
    "websocket_api::websocket_api! { pub Chat { routes: { $default: f } } }\nasync fn f() {}\n";

/// Returns a new folder with these files.
fn folder(name: &str, files: &[(&str, &str)]) -> PathBuf {
    folder::folder(concat!(env!("CARGO_TARGET_TMPDIR"), "/build_script"), name, files)
}

/// Runs a build script as Cargo does. Returns `true` if it succeeds, the lines of its output and its standard error.
fn script(folder: &Path, arguments: &[&str], variables: &[(&str, &str)]) -> (bool, Vec<String>, String) {
    let mut script = Command::new(env!("CARGO_BIN_EXE_build-script-of-tests"));
    script
        .args(arguments)
        .current_dir(folder)
        .env("OUT_DIR", folder.join("out"))
        .envs(variables.iter().copied());
    fs::create_dir_all(folder.join("out")).expect("a folder");
    let output = script.output().expect("the build script");
    let lines = String::from_utf8(output.stdout).expect("UTF-8").lines().map(str::to_owned).collect();
    (output.status.success(), lines, String::from_utf8(output.stderr).expect("UTF-8"))
}

#[test]
fn output_lists_every_file_read_and_every_template() {
    let other = RIGHT.replace("Chat", "Other");
    let files = [
        ("src/main.rs", "mod a; mod b { mod c; }"),
        ("src/a.rs", RIGHT),
        ("src/b/c.rs", &*other),
        ("src/d.rs", ""),
    ];
    let folder = folder("told", &files);
    let (succeeds, lines, errors) = script(&folder, &["src/main.rs"], &[]);
    assert!(succeeds && errors.is_empty(), "{errors}");
    let out = folder.join("out");
    let out = out.display();
    assert_eq!(
        lines,
        [
            "cargo::rerun-if-changed=src/main.rs",
            "cargo::rerun-if-changed=src/a.rs",
            "cargo::rerun-if-changed=src/b/c.rs",
            &*format!("cargo::rustc-env=WEBSOCKET_API_TEMPLATE_Chat={out}/Chat.template.json"),
            &*format!("cargo::rustc-env=WEBSOCKET_API_TEMPLATE_Other={out}/Other.template.json"),
            &*format!("made {out}/Chat.template.json"),
            &*format!("made {out}/Other.template.json"),
        ]
    );
    assert!(
        fs::read_to_string(folder.join("out/Other.template.json")).expect("a template").contains("OtherApi")
    );
}

#[test]
fn template_in_out_dir_is_rewritten_only_if_it_changes() {
    let folder = folder("placed", &[("main.rs", RIGHT)]);
    let path = folder.join("infra/chat/Chat.template.json");
    let emit = || script(&folder, &["main.rs", "--out-dir", "infra/chat"], &[]);
    let (succeeds, lines, _) = emit();
    assert!(succeeds);
    assert_eq!(lines.last().map(String::as_str), Some("made infra/chat/Chat.template.json"));
    let written = fs::metadata(&path).expect("a template").modified().expect("a time");
    assert!(emit().0);
    assert_eq!(fs::metadata(&path).expect("a template").modified().expect("a time"), written);
    write(&folder.join("main.rs"), &RIGHT.replace("$default", "send"));
    assert!(emit().0);
    assert!(fs::read_to_string(&path).expect("a template").contains("\"RouteKey\": \"send\""));
}

#[test]
fn stack_option_puts_several_apis_into_one_template() {
    let folder = folder("stack", &[("main.rs", &*format!("{RIGHT}{}", RIGHT.replace("Chat", "Other")))]);
    let (succeeds, lines, errors) = script(&folder, &["main.rs", "--stack", "Shop", "Other", "Chat"], &[]);
    assert!(succeeds, "{errors}");
    assert!(lines.iter().any(|line| line.ends_with("/Shop.template.json")), "{lines:?}");
    let template = fs::read_to_string(folder.join("out/Shop.template.json")).expect("a template");
    assert!(template.contains("\"OtherApi\": {") && template.contains("\"ChatApi\": {"));
    for (apis, expected) in [
        (&["--stack", "Shop", "Chat", "Caht"][..], "Error: there is no API `Caht` in what was read\n"),
        (
            &["--stack", "Shop", "Chat", "Chat"],
            "Error: duplicate name `Chat` in one stack; help: rename one of them\n",
        ),
    ] {
        let (succeeds, _, errors) = script(&folder, &[&["main.rs"], apis].concat(), &[]);
        assert!(!succeeds);
        assert_eq!(errors, expected);
    }
}

/// Cargo passes the conditions of the build in environment variables.
#[test]
fn cfg_conditions_are_those_of_the_cargo_build() {
    let declared =
        |condition: &str, name: &str| format!("#[cfg({condition})] {}", RIGHT.replace("Chat", name));
    let text = [
        declared("feature = \"on-lambda\"", "A"),
        declared("not(feature = \"on-lambda\")", "B"),
        declared("unix", "C"),
        declared("windows", "D"),
        declared("target_arch = \"aarch64\"", "E"),
        declared("target_feature = \"crc\"", "F"),
        declared("target_feature = \"sse2\"", "G"),
        declared("test", "H"),
    ];
    let folder = folder("conditions", &[("main.rs", &*text.concat())]);
    let variables = [
        ("CARGO_FEATURE_ON_LAMBDA", "1"),
        ("CARGO_CFG_UNIX", ""),
        ("CARGO_CFG_TARGET_ARCH", "aarch64"),
        ("CARGO_CFG_TARGET_FEATURE", "neon,crc"),
    ];
    let made = |variables| {
        let (succeeds, lines, errors) = script(&folder, &["main.rs"], variables);
        assert!(succeeds, "{errors}");
        let names =
            lines.iter().filter_map(|line| line.strip_prefix("made ")?.rsplit('/').next()?.chars().next());
        names.collect::<String>()
    };
    assert_eq!(made(&variables), "ACEF");
    assert_eq!(made(&variables[1..]), "BCEF");
    assert_eq!(made(&[("CARGO_CFG_WINDOWS", ""), ("CARGO_CFG_TARGET_ARCH", "x86_64")]), "BDFG");
}

#[test]
fn declaration_errors_are_warnings_unless_strict() {
    let wrong = "\nwebsocket_api! { pub Chat { routes: { $default: f }, nam: \"a\" } }";
    let folder = folder("errors", &[("src/main.rs", "mod chat; mod gone;"), ("src/chat.rs", wrong)]);
    let messages = [
        "src/main.rs:1:15: missing file of the module `gone`; note: the file would be `src/gone.rs` or `src/gone/mod.rs`",
        "src/chat.rs:2:54: unknown key `nam` in the API; help: a key with a similar name exists: `name`",
    ];
    let (succeeds, lines, errors) = script(&folder, &["src/main.rs"], &[]);
    assert!(succeeds && errors.is_empty(), "{errors}");
    assert_eq!(lines[4..6], messages.map(|text| format!("cargo::warning={text}")));
    let (succeeds, lines, errors) = script(&folder, &["src/main.rs", "--strict"], &[]);
    assert!(!succeeds);
    assert_eq!(lines[4..], messages.map(|text| format!("cargo::error={text}")));
    assert_eq!(errors, "Error: there are 2 errors in declarations\n");

    let (succeeds, lines, errors) = script(&folder, &["src/mian.rs"], &[]);
    assert!(!succeeds);
    assert_eq!(lines, ["cargo::rerun-if-changed=src/mian.rs"]);
    assert_eq!(errors, "Error: cannot read `src/mian.rs`: No such file or directory (os error 2)\n");
    let mut alone = Command::new(env!("CARGO_BIN_EXE_build-script-of-tests"));
    let output = alone.arg("src/main.rs").env_remove("OUT_DIR").output().expect("the build script");
    let errors = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(
        errors,
        "Error: `OUT_DIR` is not set: `websocket_api_build` is for build scripts, which Cargo runs\n"
    );
}

/// Either template could be the wrong one: Cargo does not pass `aws`, and passes a wrong `debug_assertions`.
#[test]
fn two_templates_of_one_name_are_rejected() {
    let twice = |first: &str, second: &str| {
        let text = format!("#[cfg({first})] mod a {{ {RIGHT} }} #[cfg({second})] mod b {{ {RIGHT} }}");
        let folder = folder("names", &[("main.rs", &text)]);
        script(&folder, &["main.rs"], &[("CARGO_CFG_UNIX", ""), ("CARGO_CFG_DEBUG_ASSERTIONS", "")])
    };
    assert!(twice("unix", "windows").0);
    for (first, second) in
        [("aws", "not(aws)"), ("debug_assertions", "not(debug_assertions)"), ("all()", "unix")]
    {
        let (succeeds, _, errors) = twice(first, second);
        assert!(!succeeds && errors.starts_with("Error: two templates would be called `Chat`; "), "{errors}");
    }
    let folder = folder("names", &[("main.rs", RIGHT)]);
    let (succeeds, _, errors) = script(&folder, &["main.rs", "--stack", "Chat", "Chat"], &[]);
    assert!(!succeeds && errors.contains("two templates"), "{errors}");
}

/// A template of an earlier build is deleted, and `include_template!` finds no file that is not a template.
#[test]
fn invalid_declaration_leaves_no_template() {
    let folder = folder("wrong", &[("main.rs", RIGHT)]);
    let emit = || script(&folder, &["main.rs", "--out-dir", "templates"], &[]);
    let path = folder.join("templates/Chat.template.json");
    assert!(emit().0 && path.exists());
    write(&folder.join("main.rs"), &RIGHT.replace("routes", "name: NAME, routes"));
    let (succeeds, lines, _) = emit();
    assert!(succeeds && !path.exists() && !lines.iter().any(|line| line.contains("rustc-env")), "{lines:?}");
    let wrong = RIGHT.replace("routes", "rotes");
    write(&folder.join("main.rs"), &wrong);
    assert!(emit().1.iter().any(|line| line.contains("rustc-env=WEBSOCKET_API_TEMPLATE_Chat")));
    // The compiler does not read this declaration, so it would not report the error.
    for hidden in
        [format!("#[cfg(clippy)] mod a {{ {wrong} }}"), wrong.replace("pub Chat", "#[cfg(clippy)] pub Chat")]
    {
        write(&folder.join("main.rs"), &hidden);
        assert!(!emit().1.iter().any(|line| line.contains("rustc-env")));
    }
}

/// A user's package outside the workspace, which shares the workspace's compiled dependencies.
struct Package(PathBuf);

impl Package {
    fn new(name: &str, main: &str) -> Self {
        let workspace = workspace();
        let (runtime, build) = (workspace.join("runtime"), workspace.join("runtime/build"));
        let manifest = format!(
            "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n[workspace]\n\
             [profile.dev]\ndebug = \"line-tables-only\"\n\
             [dependencies]\nwebsocket-api = {{ path = {runtime:?}, default-features = false }}\n\
             [build-dependencies]\nwebsocket-api-build = {{ path = {build:?} }}\n",
        );
        let script = "fn main() -> websocket_api_build::Result {\n    \
                      websocket_api_build::Config::new(\"src/main.rs\").emit()?;\n    Ok(())\n}\n";
        let lock = fs::read_to_string(workspace.join("Cargo.lock")).expect("the lock file");
        let files =
            [("Cargo.toml", &*manifest), ("Cargo.lock", &*lock), ("build.rs", script), ("src/main.rs", main)];
        Self(folder(name, &files))
    }

    /// Runs `cargo run`. Returns `true` if it succeeds, its output, and the messages of the compiler and Cargo.
    fn run(&self) -> (bool, String, String) {
        let mut cargo = cargo();
        cargo.args(["run", "--offline", "--target-dir", "target/tests/build-script", "--manifest-path"]);
        let output = cargo.arg(self.0.join("Cargo.toml")).output().expect("cargo");
        let errors = String::from_utf8(output.stderr).expect("UTF-8");
        (output.status.success(), String::from_utf8(output.stdout).expect("UTF-8"), errors)
    }
}

const EMBEDS: &str = "fn main() { print!(\"{}\", websocket_api::include_template!(Chat)); }\nmod chat;\n";

#[test]
fn program_embeds_its_template_and_reports_a_missing_one() {
    let package = Package::new("embeds", EMBEDS);
    let chat = package.0.join("src/chat.rs");
    write(&chat, RIGHT);
    let (succeeds, template, errors) = package.run();
    assert!(succeeds, "{errors}");
    assert_eq!(template, synth(&source::value(source::declarations(RIGHT).remove(0))).to_json());

    // A changed module makes the build script run again.
    write(&chat, &RIGHT.replace("$default", "send"));
    let (succeeds, template, errors) = package.run();
    assert!(succeeds && template.contains("\"RouteKey\": \"send\""), "{errors}");

    // A module that was missing does, too.
    write(&chat, "mod more;");
    assert!(package.run().2.contains("missing file of the module `more`"));
    write(&package.0.join("src/chat/more.rs"), RIGHT);
    let (succeeds, template, errors) = package.run();
    assert!(succeeds && template.contains("\"RouteKey\": \"$default\""), "{errors}");

    // The compile error and Cargo's warning are the only messages.
    write(&chat, &RIGHT.replace("routes", "rotes"));
    let (succeeds, _, errors) = package.run();
    assert!(!succeeds);
    let problem = "unknown key `rotes` in the API";
    let warning = format!(
        "warning: embeds@0.1.0: src/chat.rs:1:44: {problem}; help: a key with a similar name exists: `routes`"
    );
    assert!(errors.contains(&warning), "{errors}");
    assert!(errors.contains(&format!("error: {problem}")), "{errors}");
    assert_eq!(errors.matches("error: ").count(), 2, "one, and that it could not be compiled: {errors}");

    // A constant, which only the compiler can evaluate, is an error only where the template is embedded.
    write(
        &chat,
        &RIGHT
            .replace("$default: f", "$default: { function: { handler: f, timeout: LIMIT } }")
            .replace("async fn", "const LIMIT: u32 = 20;\nasync fn"),
    );
    let (succeeds, _, errors) = package.run();
    assert!(!succeeds);
    let constant = "the value of the constant `LIMIT` is unknown";
    assert!(errors.contains(&format!("warning: embeds@0.1.0: src/chat.rs:1:99: {constant}")), "{errors}");
    let missing = "error: the build script made no template of this name: either its warnings say why, or \
                   `websocket_api_build::Config::new(\"src/main.rs\").emit()` does not read the declaration\n \
                   --> src/main.rs:1:26\n";
    assert!(errors.contains(missing), "{errors}");

    let main = package.0.join("src/main.rs");
    write(&main, "fn main() {}\nmod chat;\n");
    let (succeeds, _, errors) = package.run();
    assert!(succeeds, "{errors}");

    write(&main, &EMBEDS.replace("(Chat)", "(Caht)"));
    let (_, _, errors) = package.run();
    assert!(errors.contains(missing), "{errors}");
}
