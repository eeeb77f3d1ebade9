//! The same 1,000 inputs for every fuzzer at each run, so that a build that breaks one is noticed.
//! `tests/fuzz/run --release 600` searches for new inputs.
#![cfg(feature = "system")]

use std::process::Command;

use websocket_api_tests::cargo::workspace;

#[test]
fn fuzzers_find_no_fault_in_1000_inputs_each() {
    let output = Command::new(workspace().join("tests/fuzz/run")).arg("--repeatable").output().expect("bash");
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{text}{}", String::from_utf8_lossy(&output.stderr));
    // Each fuzzer prints the number of inputs, including the seeds.
    let tried: Vec<u64> = text
        .lines()
        .filter_map(|line| line.trim().strip_prefix("number_of_executed_units: ")?.trim().parse().ok())
        .collect();
    assert_eq!(tried.len(), text.matches("== fuzzing").count(), "{text}");
    assert!(!tried.is_empty() && tried.iter().all(|inputs| *inputs >= 1000), "{text}");
}
