//! The packaged crates, and the programs of the README and of the guide's first page, each in an empty folder.
#![cfg(feature = "system")]

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    sync::OnceLock,
};

use futures_util::{SinkExt, StreamExt};
use serde_json::Value;
use tokio_tungstenite::{connect_async, tungstenite::Message};
use websocket_api_tests::{
    cargo::{cargo, target, workspace},
    dev::Dev,
    folder::folder,
};

/// The packages in the order of publication.
const PACKAGES: [&str; 6] = [
    "websocket-api-model",
    "websocket-api-syntax",
    "websocket-api-macros",
    "websocket-api",
    "websocket-api-build",
    "websocket-api-cli",
];

const README: &str = include_str!("../../README.md");
const PAGE: &str = include_str!("../../runtime/doc/first_api.md");

/// Returns a code block of a page as readers see it.
fn block(page: &str, begin: &str) -> String {
    let (_, rest) = page.split_once(&format!("\n\n```{begin}\n")).expect("a block");
    let (block, _) = rest.split_once("```\n").expect("its end");
    // rustdoc hides these.
    let shown = block.lines().filter(|line| *line != "#" && !line.starts_with("# "));
    shown.map(|line| format!("{line}\n")).collect()
}

/// Runs Cargo in a folder, and returns its output.
fn run(folder: &Path, arguments: &[&str]) -> String {
    let output = cargo()
        .current_dir(folder)
        .args(arguments)
        // The dependencies are those of the workspace, with the same settings.
        .env("CARGO_TARGET_DIR", target())
        .env("CARGO_PROFILE_DEV_DEBUG", "line-tables-only")
        .env("CARGO_NET_OFFLINE", "true")
        .output()
        .expect("cargo");
    let text = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "cargo {}: {text}", arguments.join(" "));
    assert!(!text.contains("warning"), "cargo {}: {text}", arguments.join(" "));
    String::from_utf8(output.stdout).expect("UTF-8")
}

/// Unpacks the packages. `tar` sets new times, because the times in an archive never change.
fn unpack() -> PathBuf {
    let mut arguments = vec!["package", "--quiet", "--offline", "--no-verify", "--allow-dirty"];
    arguments.extend(PACKAGES.iter().flat_map(|package| ["--package", package]));
    run(workspace(), &arguments);
    let folder = folder(env!("CARGO_TARGET_TMPDIR"), "packages", &[]);
    for package in PACKAGES {
        let archive = target().join("package").join(format!("{package}-{}.crate", env!("CARGO_PKG_VERSION")));
        let status =
            Command::new("tar").arg("xzmf").arg(archive).arg("-C").arg(&folder).status().expect("tar");
        assert!(status.success(), "{package}: {status}");
    }
    folder
}

/// Returns the folder of an unpacked package.
fn package(name: &str) -> PathBuf {
    static PACKAGES: OnceLock<PathBuf> = OnceLock::new();
    PACKAGES.get_or_init(unpack).join(format!("{name}-{}", env!("CARGO_PKG_VERSION")))
}

/// Returns a folder with a program that depends on the packages.
fn program(name: &str, manifest: &str, main: &str) -> PathBuf {
    let patches = PACKAGES.map(|name| format!("{name} = {{ path = {:?} }}\n", package(name)));
    // The folder is within this workspace, and not one of its packages.
    let manifest = format!("{manifest}\n[workspace]\n\n[patch.crates-io]\n{}", patches.concat());
    let lock = fs::read_to_string(workspace().join("Cargo.lock")).expect("a lock file");
    let files =
        [("Cargo.toml", &*manifest), ("Cargo.lock", &*lock), ("rustfmt.toml", ""), ("src/main.rs", main)];
    folder(env!("CARGO_TARGET_TMPDIR"), name, &files)
}

#[test]
fn packages_include_the_licences() {
    for name in PACKAGES {
        for licence in ["LICENSE-APACHE", "LICENSE-MIT"] {
            assert!(package(name).join(licence).is_file(), "{name}: {licence}");
        }
    }
}

#[tokio::test]
async fn program_of_the_readme_echoes_and_prints_the_shown_text() {
    // As `cargo new` and the commands of the README write it.
    let manifest = r#"
        [package]
        name = "echo"
        version = "0.1.0"
        edition = "2024"

        [dependencies]
        tokio = { version = "1", features = ["macros", "rt-multi-thread"] }
        websocket-api = "0.1.0"
    "#;
    let echo = program("echo", manifest, &block(README, "rust,no_run"));
    run(&echo, &["build", "--quiet"]);
    let (dev, _errors) = Dev::watch(Command::new(target().join("debug/echo")), &[]);
    let console = dev.console();
    assert_eq!(
        dev.announcement()
            .replace(&*console, "http://127.0.0.1:3001/")
            .replace(dev.url(), "ws://127.0.0.1:3001/dev"),
        block(README, "text")
    );

    let (mut client, _) = connect_async(dev.url()).await.expect("a connection");
    client.send(Message::text("hello")).await.expect("a message");
    let reply = client.next().await.expect("a reply").expect("a message");
    assert_eq!(reply, Message::text("hello"));
    run(&echo, &["fmt", "--check"]);
}

/// Tests a program of the guide's first page. Returns its folder, and its numbers of functions and routes.
fn first_page_program(manifest: &str, main: &str) -> (PathBuf, usize, usize) {
    let hello = program("hello", manifest, main);
    let text = run(&hello, &["test", "--quiet"]);
    assert!(text.contains("1 passed"), "{text}");
    run(&hello, &["fmt", "--check"]);
    let template: Value =
        serde_json::from_str(&run(&hello, &["run", "--quiet", "--", "template"])).expect("JSON");
    let resources = template["Resources"].as_object().expect("resources");
    let count = |ty: &str| resources.values().filter(|resource| resource["Type"] == ty).count();
    (hello, count("AWS::Lambda::Function"), count("AWS::ApiGatewayV2::Route"))
}

#[test]
fn programs_of_the_first_guide_page_build_with_the_packages() {
    let (first, grown) = PAGE.split_once("# Grow it").expect("the second program");
    let manifest = block(grown, "toml");

    let (_, test) = first.split_once("# Step 2").expect("the test");
    let echo = format!("{}\n{}", block(first, "no_run"), block(test, ""));
    let (_, functions, routes) = first_page_program(&manifest, &echo);
    assert_eq!((functions, routes), (1, 1));
    // The test of the README compares it with the output of the program.
    assert_eq!(block(first, "text"), block(README, "text"));

    let (hello, functions, routes) = first_page_program(&manifest, &block(grown, "no_run"));
    assert_eq!((functions, routes), (5, 5));
    run(&hello, &["check", "--quiet", "--no-default-features"]);
}
