//! A short turn of every fuzzer, so that a build or an input that breaks one is noticed.
#![cfg(feature = "system")]

use std::process::Command;

use websocket_api_tests::cargo::workspace;

/// For each target. Whoever looks for more runs `tests/fuzz/run --release 600`.
const SECONDS: &str = "4";

#[test]
fn every_fuzzer_runs_and_finds_nothing() {
    let output = Command::new(workspace().join("tests/fuzz/run")).arg(SECONDS).output().expect("bash");
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{told}{}", String::from_utf8_lossy(&output.stderr));
    // Each tells how many inputs it tried, the seeds among them.
    let tried: Vec<u64> = told
        .lines()
        .filter_map(|line| line.trim().strip_prefix("number_of_executed_units: ")?.trim().parse().ok())
        .collect();
    assert_eq!(tried.len(), told.matches("== fuzzing").count(), "{told}");
    assert!(!tried.is_empty() && tried.iter().all(|inputs| *inputs > 100), "{told}");
}
