//! The pictures of the README show the output of the commands. `BLESS=1` draws them.

use std::{env, fs, path::Path};

use anstyle_svg::Term;
use websocket_api_tests::{
    cargo::{websocket_api, workspace},
    command_output::CommandOutput,
};

#[track_caller]
fn compare(name: &str, picture: &str) {
    let path = workspace().join("tests/pictures").join(name);
    if env::var_os("BLESS").is_some() {
        fs::write(&path, picture).expect("the picture");
    }
    let drawn = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        drawn == picture,
        "{} shows something else than the command prints; `BLESS=1` draws it anew",
        path.display()
    );
}

/// Draws the output of a command in a folder.
fn terminal(folder: &Path, shown: &str, arguments: &[&str]) -> String {
    let output = websocket_api()
        .args(arguments)
        .current_dir(folder)
        .env("CLICOLOR_FORCE", "1")
        .output()
        .expect("the command");
    let CommandOutput { output, errors, .. } = CommandOutput::from_output(output);
    format!("{}\n", Term::new().render_svg(&format!("$ {shown}\n{errors}{output}")).trim_end())
}

#[test]
fn errors_picture_matches_the_output_of_check() {
    let folder = workspace().join("tests/pictures");
    compare("errors.svg", &terminal(&folder, "websocket-api check wrong.rs", &["check", "wrong.rs"]));
}

#[test]
fn routes_picture_matches_the_output_of_routes() {
    let shown = "websocket-api routes examples/chat";
    compare("routes.svg", &terminal(workspace(), shown, &["routes", "examples/chat"]));
}

#[test]
fn diagram_picture_matches_the_output_of_diagram() {
    let output = websocket_api()
        .args(["diagram", "examples/chat", "--format", "svg"])
        .current_dir(workspace())
        .output()
        .expect("the command");
    compare("diagram.svg", &CommandOutput::from_output(output).output);
}
