//! The program, its build script and the command `websocket-api` make exactly the same template of a declaration.

use std::{fs, path::Path, process::Command};

use websocket_api_tests::{
    cargo::{websocket_api, workspace},
    declarations::ALL,
    examples::{EXAMPLES, template},
    folder::folder,
};

/// Returns the standard output of a command that succeeds. Some declarations have warnings.
fn output(mut command: Command) -> String {
    let output = command.output().expect("a program");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}: {errors}");
    String::from_utf8(output.stdout).expect("UTF-8")
}

fn by_command(source: &Path, apis: &[&str]) -> String {
    let mut command = websocket_api();
    command.arg("template").arg(source);
    for api in apis {
        command.args(["--api", api]);
    }
    output(command)
}

/// Returns the template of one API or of a stack.
fn by_build_script(source: &Path, apis: &[&str]) -> String {
    let path = source.with_extension("");
    let path = path.strip_prefix(workspace()).expect("a source of the workspace").to_string_lossy();
    let folder = folder(concat!(env!("CARGO_TARGET_TMPDIR"), "/three_ways"), &path.replace('/', "-"), &[]);
    let mut script = Command::new(env!("CARGO_BIN_EXE_build-script-of-tests"));
    script.arg(source).env("OUT_DIR", &folder);
    let name = match apis {
        [api] => api,
        apis => {
            script.args(["--stack", "Stack"]).args(apis);
            "Stack"
        }
    };
    output(script);
    fs::read_to_string(folder.join(name).with_extension("template.json")).expect("a template")
}

#[test]
fn declaration_gives_the_same_template_three_ways() {
    let mut literal = 0;
    for declared in ALL.iter().filter(|declared| declared.is_literal()) {
        let source = workspace().join("tests/src/declarations").join(declared.name);
        let source = source.with_extension("rs");
        let program = (declared.api)().template().expect("a template").to_json();
        assert_eq!(by_command(&source, &["Chat"]), program, "{}", declared.name);
        assert_eq!(by_build_script(&source, &["Chat"]), program, "{}", declared.name);
        literal += 1;
    }
    assert_eq!(literal, ALL.len() - 1);
}

#[test]
fn example_gives_the_same_template_three_ways() {
    let mut known: Vec<&str> = EXAMPLES.iter().map(|(package, _)| *package).collect();
    let folders = fs::read_dir(workspace().join("examples")).expect("the examples");
    let mut there: Vec<String> =
        folders.map(|entry| entry.expect("an example").file_name().into_string().expect("UTF-8")).collect();
    known.sort_unstable();
    there.sort_unstable();
    assert_eq!(known, there);

    for (package, apis) in EXAMPLES {
        let program = template(package, &[]);
        let folder = Path::new("examples").join(package);
        if program.contains("AWS::ApiGatewayV2::Model") {
            assert_requires_the_program(&folder);
            continue;
        }
        assert_eq!(by_command(&folder, apis), program, "{package}");
        assert_eq!(
            by_build_script(&workspace().join(&folder).join("src/main.rs"), apis),
            program,
            "{package}"
        );
    }
}

/// Source text has no types, with which API Gateway validates messages.
fn assert_requires_the_program(folder: &Path) {
    let remedy = "has `validate: true`, is known only to the program; help: make the template with the program: `cargo run -- \
                  template`";
    let mut script = Command::new(env!("CARGO_BIN_EXE_build-script-of-tests"));
    script.arg(workspace().join(folder).join("src/main.rs"));
    script
        .env("OUT_DIR", crate::folder(concat!(env!("CARGO_TARGET_TMPDIR"), "/three_ways"), "validated", &[]));
    let mut command = websocket_api();
    for command in [command.arg("template").arg(folder), &mut script] {
        let output = command.output().expect("a program");
        let errors = String::from_utf8_lossy(&output.stderr);
        assert!(!output.status.success() && errors.contains(remedy), "{command:?}: {errors}");
    }
}
