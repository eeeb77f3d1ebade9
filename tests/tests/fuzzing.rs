//! The same 1,000 inputs for every fuzzer at each run, so that a build that breaks one is noticed.
//! `tests/fuzz/run --release 600` searches for new inputs.
#![cfg(feature = "system")]

use std::process::Command;

use websocket_api_tests::cargo::workspace;

#[test]
fn every_fuzzer_runs_and_finds_nothing() {
    let output = Command::new(workspace().join("tests/fuzz/run")).arg("--repeatable").output().expect("bash");
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{told}{}", String::from_utf8_lossy(&output.stderr));
    // Each tells how many inputs it tried, the seeds among them.
    let tried: Vec<u64> = told
        .lines()
        .filter_map(|line| line.trim().strip_prefix("number_of_executed_units: ")?.trim().parse().ok())
        .collect();
    assert_eq!(tried.len(), told.matches("== fuzzing").count(), "{told}");
    assert!(!tried.is_empty() && tried.iter().all(|inputs| *inputs >= 1000), "{told}");
}
