//! The packaged crates, and the program of the guide's first page in an empty folder.
#![cfg(feature = "system")]

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use serde_json::Value;
use websocket_api_tests::{
    cargo::{cargo, target, workspace},
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

const PAGE: &str = include_str!("../../runtime/doc/first_api.md");

/// Returns a code block of the page as readers see it.
fn block(begin: &str) -> String {
    let (_, rest) = PAGE.split_once(&format!("```{begin}\n")).expect("a block");
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
fn packages() -> PathBuf {
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

#[test]
fn program_of_the_first_guide_page_builds_with_the_packages() {
    let packages = packages();
    for package in PACKAGES {
        let package = packages.join(format!("{package}-{}", env!("CARGO_PKG_VERSION")));
        for licence in ["LICENSE-APACHE", "LICENSE-MIT"] {
            assert!(package.join(licence).is_file(), "{}: {licence}", package.display());
        }
    }

    let patches = PACKAGES.map(|package| {
        let path = packages.join(format!("{package}-{}", env!("CARGO_PKG_VERSION")));
        format!("{package} = {{ path = {path:?} }}\n")
    });
    // The folder is within this workspace, and not one of its packages.
    let manifest = format!("{}\n[workspace]\n\n[patch.crates-io]\n{}", block("toml"), patches.concat());
    let lock = fs::read_to_string(workspace().join("Cargo.lock")).expect("a lock file");
    let files = [
        ("Cargo.toml", &*manifest),
        ("Cargo.lock", &*lock),
        ("rustfmt.toml", ""),
        ("src/main.rs", &*block("no_run")),
    ];
    let hello = folder(env!("CARGO_TARGET_TMPDIR"), "hello", &files);

    let text = run(&hello, &["test", "--quiet"]);
    assert!(text.contains("1 passed"), "{text}");
    let template: Value =
        serde_json::from_str(&run(&hello, &["run", "--quiet", "--", "template"])).expect("JSON");
    let resources = template["Resources"].as_object().expect("resources");
    let count = |ty: &str| resources.values().filter(|resource| resource["Type"] == ty).count();
    assert_eq!((count("AWS::Lambda::Function"), count("AWS::ApiGatewayV2::Route")), (5, 5));
    run(&hello, &["check", "--quiet", "--no-default-features"]);
    run(&hello, &["fmt", "--check"]);
}
