use std::{
    env, io,
    process::{Command, Stdio, exit},
};

/// The first argument of a run that Callgrind counts.
pub const COUNTED: &str = "--counted";
const TIMES: u64 = 1000;

/// Returns the instructions of a subject for one event, without start and end of the program: it runs twice,
/// the second time with twice as many events.
pub fn instructions(subject: &str) -> u64 {
    (run(subject, 2 * TIMES) - run(subject, TIMES)) / TIMES
}

fn run(subject: &str, times: u64) -> u64 {
    let program = env::current_exe().expect("this program");
    let output = Command::new("valgrind")
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(program)
        .args([COUNTED, subject, &times.to_string()])
        .stdout(Stdio::null())
        .output()
        .unwrap_or_else(|error| missing(&error));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    let count = said.lines().find_map(|line| line.split_once("Collected : "));
    let (_, count) = count.unwrap_or_else(|| panic!("no count in {said}"));
    count.trim().parse().expect("a number")
}

fn missing(error: &io::Error) -> ! {
    println!("valgrind, which counts the instructions, cannot be run ({error}): `apt-get install valgrind`");
    exit(1)
}
