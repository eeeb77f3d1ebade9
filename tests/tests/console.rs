//! The gateway's console page in Chromium, driven by `browser/console.mjs`.
#![cfg(feature = "system")]

use std::{path::Path, process::Command};

use websocket_api_tests::dev::Dev;

/// Two users chat in two tabs, one of them by keyboard. The screenshot is `target/console.png`.
#[test]
fn two_console_tabs_exchange_messages() {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    let target = tests.parent().expect("the workspace").join("target");
    let driver = target.join("npm/node_modules/playwright-core");
    assert!(driver.exists(), "{} is missing: `tests/run` installs it", driver.display());
    let dev = Dev::start(&["--quiet"]);
    let output = Command::new("node")
        .arg(tests.join("browser/console.mjs"))
        .arg(dev.console())
        .arg(target.join("console.png"))
        .env("NPM_FOLDER", target.join("npm"))
        .output()
        .expect("Node.js; on Debian: apt-get install nodejs");
    assert!(
        output.status.success(),
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
}
