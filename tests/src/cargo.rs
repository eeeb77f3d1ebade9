//! Cargo and cargo-lambda, called in the workspace as a user calls them.

use std::{
    collections::BTreeMap,
    env,
    path::{Path, PathBuf},
    process::Command,
    sync::{Mutex, OnceLock},
};

use crate::judges::judge;

/// The variables that Cargo sets for a test. A build script that reads them would run again each time they change.
const CARGO_TEST_VARIABLES: &[&str] =
    &["CARGO_BIN_", "CARGO_CRATE_", "CARGO_MANIFEST_", "CARGO_PKG_", "CARGO_PRIMARY_"];

/// The folder of the workspace.
///
/// # Panics
/// Never: this package is in a workspace.
pub fn workspace() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the workspace")
}

fn in_workspace(mut command: Command) -> Command {
    command.current_dir(workspace());
    for (name, _) in env::vars_os() {
        if name
            .to_str()
            .is_some_and(|name| CARGO_TEST_VARIABLES.iter().any(|prefix| name.starts_with(prefix)))
        {
            command.env_remove(name);
        }
    }
    command
}

/// Returns the command `cargo`.
pub fn cargo() -> Command {
    in_workspace(Command::new("cargo"))
}

/// Returns the command `cargo-lambda lambda`. `cargo lambda` would prefer a program in Cargo's folder.
pub fn cargo_lambda() -> Command {
    let mut command = in_workspace(judge("cargo-lambda"));
    command.arg("lambda");
    command
}

/// Builds the chat for deployment with these options, and returns its folder. The build is not `--release`,
/// which takes four times as long.
///
/// # Panics
/// If the build fails.
pub fn build_chat(options: &[&str]) -> PathBuf {
    let status = cargo_lambda()
        .args(["build", "--compiler", "cargo", "--x86-64", "--locked", "--quiet", "--package", "chat"])
        .args(["--no-default-features", "--features", "dynamodb"])
        .args(options)
        .status()
        .expect("cargo-lambda");
    assert!(status.success(), "cargo lambda build: {status}");
    target().join("lambda/chat")
}

/// Returns the target folder.
pub fn target() -> PathBuf {
    workspace().join(env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into()))
}

/// Builds a program with these options, and returns its path.
fn build_program(options: &[&str], name: &str) -> PathBuf {
    let status = cargo().args(["build", "--locked", "--quiet"]).args(options).status().expect("cargo");
    assert!(status.success(), "cargo build: {status}");
    target().join("debug").join(name)
}

/// Returns a program of the workspace by its package, with every command.
///
/// # Panics
/// If the build fails.
pub fn program(package: &str) -> Command {
    static BUILT: Mutex<BTreeMap<String, PathBuf>> = Mutex::new(BTreeMap::new());
    let mut known = BUILT.lock().expect("the built programs");
    let path = known.entry(package.to_owned()).or_insert_with(|| {
        // The other examples have `asyncapi` in their default features, or do not use it.
        let features: &[&str] = if package == "chat" { &["--features", "asyncapi"] } else { &[] };
        build_program(&[&["--package", package], features].concat(), package)
    });
    in_workspace(Command::new(path))
}

/// Returns the command `websocket-api`.
///
/// # Panics
/// If the build fails.
pub fn websocket_api() -> Command {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    let options = ["--package", "websocket-api-cli", "--bin", "websocket-api"];
    let program = BUILT.get_or_init(|| build_program(&options, "websocket-api"));
    in_workspace(Command::new(program))
}

/// Returns the path of the deployed program.
///
/// # Panics
/// If the build fails.
pub fn deployed_chat() -> &'static Path {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    BUILT.get_or_init(|| build_chat(&[]).join("bootstrap"))
}
