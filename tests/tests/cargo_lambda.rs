//! The workflow that users know: `cargo lambda build`, `watch` and `invoke`, with the chat and its example events.
//!
//! `tests/run` installs cargo-lambda in a virtual environment under `target/judges`.
#![cfg(feature = "system")]

use std::{
    fs::{self, File},
    net::{TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread::sleep,
    time::{Duration, Instant},
};

use serde_json::{Value, json};
use websocket_api_tests::{
    cargo::{build_chat, cargo, cargo_lambda, deployed_chat},
    judges::judge,
};

/// Waits up to 30 seconds for a condition. Returns `true` if it holds.
fn wait_until(mut condition: impl FnMut() -> bool) -> bool {
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_secs(30) {
        if condition() {
            return true;
        }
        sleep(Duration::from_millis(20));
    }
    false
}

fn scratch(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("cargo_lambda");
    fs::create_dir_all(&folder).expect("a scratch folder");
    folder.join(name)
}

fn has_exited(process: &mut Child) -> bool {
    process.try_wait().expect("a child process").is_some()
}

/// `cargo lambda watch`. Dropping it ends it and the program that it runs.
struct Watch {
    process: Child,
    port: u16,
    log: PathBuf,
}

impl Watch {
    fn start() -> Self {
        // The other tests' build holds the lock of the target folder, for which `watch` would wait at the first event.
        deployed_chat();
        // As `watch` would at the first event, but without a time limit.
        let build = cargo()
            .args(["build", "--quiet", "--locked", "--package", "chat", "--features", "lambda"])
            .status();
        assert!(build.expect("cargo").success());
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("a port").port();
        drop(listener);
        let log = scratch("watch.log");
        let file = File::create(&log).expect("a log");
        let process = cargo_lambda()
            .args([
                "watch",
                "--package",
                "chat",
                "--features",
                "lambda",
                "--wait",
                "--ignore-changes",
                "--locked",
            ])
            .args(["-A", "127.0.0.1", "-P", &port.to_string()])
            .stdin(Stdio::null())
            .stdout(file.try_clone().expect("a log"))
            .stderr(file)
            .spawn()
            .expect("cargo-lambda");
        let mut watch = Watch { process, port, log };
        let listens =
            wait_until(|| TcpStream::connect(("127.0.0.1", port)).is_ok() || has_exited(&mut watch.process));
        assert!(listens && !has_exited(&mut watch.process), "{}", watch.logs());
        watch
    }

    fn logs(&self) -> String {
        fs::read_to_string(&self.log).expect("a log")
    }

    /// Runs `cargo lambda invoke`, and returns the JSON that it prints.
    fn invoke(&self, name: &str) -> Value {
        let events = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/chat/events");
        let (sent, answer) = (events.join(name).with_extension("json"), scratch(&format!("{name}.answer")));
        let mut invoke = cargo_lambda()
            .args(["invoke", "chat", "-A", "127.0.0.1", "-P", &self.port.to_string(), "--data-file"])
            .arg(sent)
            .stdin(Stdio::null())
            .stdout(File::create(&answer).expect("an answer"))
            .spawn()
            .expect("cargo-lambda");
        let ended = wait_until(|| has_exited(&mut invoke));
        // Killing fails only if the process has exited.
        _ = invoke.kill();
        let status = invoke.wait().expect("a child process");
        let answer = fs::read_to_string(answer).expect("an answer");
        assert!(ended && status.success(), "{name}: {status}, {answer}, and the logs are:\n{}", self.logs());
        serde_json::from_str(&answer).unwrap_or_else(|error| panic!("{name}: {error}: {answer}"))
    }

    /// Ends the process as Ctrl-C does, so that it also ends the program, which runs in a separate session.
    fn stop(&mut self) -> bool {
        _ = Command::new("kill").arg(self.process.id().to_string()).status();
        wait_until(|| has_exited(&mut self.process))
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        if !self.stop() {
            _ = self.process.kill();
            _ = self.process.wait();
        }
    }
}

#[test]
fn build_makes_a_64_bit_elf_program_for_x86_64() {
    let program = fs::read(deployed_chat()).expect("bootstrap");
    // ELF of 64 bits, and the number of x86-64.
    assert_eq!(program[..5], *b"\x7fELF\x02");
    assert_eq!(program[18..20], [62, 0]);
}

#[test]
fn zip_build_contains_one_executable_bootstrap() {
    // It runs after the other build, because both write the same folder.
    let folder = deployed_chat().parent().expect("a folder");
    assert_eq!(build_chat(&["--output-format", "zip"]), folder);
    let list = "import sys, zipfile\nfor i in zipfile.ZipFile(sys.argv[1]).infolist(): \
                print(i.filename, oct(i.external_attr >> 16), i.file_size)";
    let output =
        judge("python").args(["-c", list]).arg(folder.join("bootstrap.zip")).output().expect("python");
    let size = fs::metadata(deployed_chat()).expect("bootstrap").len();
    let expected = format!("bootstrap 0o100755 {size}\n");
    assert_eq!(String::from_utf8_lossy(&output.stdout), expected, "{output:?}");
}

#[test]
fn watch_and_invoke_pass_events_and_responses() {
    let mut watch = Watch::start();
    let ok = json!({ "statusCode": 200 });

    assert_eq!(watch.invoke("connect"), ok);
    let present = r#"{"room":"engines","names":["Ada"]}"#;
    assert_eq!(watch.invoke("who_is_here"), json!({ "statusCode": 200, "body": present }));
    assert_eq!(watch.invoke("disconnect"), ok);
    assert_eq!(watch.invoke("who_is_here"), ok, "nobody is here");

    assert!(watch.stop(), "{}", watch.logs());
}
