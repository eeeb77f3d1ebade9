//! The workflow that users know: `cargo lambda build`, `watch` and `invoke`, with the chat and the events beside it.
//!
//! cargo-lambda is in the virtual environment that `tests/run` installs under `target/judges`.
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

/// Waits until this is so, or half a minute.
fn in_time(mut is_so: impl FnMut() -> bool) -> bool {
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_secs(30) {
        if is_so() {
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

fn ended(process: &mut Child) -> bool {
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
        // As it would at the first event, but without a time limit.
        let build = cargo().args(["build", "--quiet", "--locked", "--package", "chat"]).status();
        assert!(build.expect("cargo").success());
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("a port").port();
        drop(listener);
        let log = scratch("watch.log");
        let file = File::create(&log).expect("a log");
        let process = cargo_lambda()
            .args(["watch", "--package", "chat", "--wait", "--ignore-changes", "--locked"])
            .args(["-A", "127.0.0.1", "-P", &port.to_string()])
            .stdin(Stdio::null())
            .stdout(file.try_clone().expect("a log"))
            .stderr(file)
            .spawn()
            .expect("cargo-lambda");
        let mut watch = Watch { process, port, log };
        let listens =
            in_time(|| TcpStream::connect(("127.0.0.1", port)).is_ok() || ended(&mut watch.process));
        assert!(listens && !ended(&mut watch.process), "{}", watch.logs());
        watch
    }

    fn logs(&self) -> String {
        fs::read_to_string(&self.log).expect("a log")
    }

    /// What `cargo lambda invoke` prints.
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
        let ended = in_time(|| ended(&mut invoke));
        // It fails only if that has ended.
        _ = invoke.kill();
        let status = invoke.wait().expect("a child process");
        let answer = fs::read_to_string(answer).expect("an answer");
        assert!(ended && status.success(), "{name}: {status}, {answer}, and the logs are:\n{}", self.logs());
        serde_json::from_str(&answer).unwrap_or_else(|error| panic!("{name}: {error}: {answer}"))
    }

    /// Asks it to end, as Ctrl-C does, so that it ends the program too, which has a session of its own.
    fn stop(&mut self) -> bool {
        _ = Command::new("kill").arg(self.process.id().to_string()).status();
        in_time(|| ended(&mut self.process))
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
fn build_makes_the_program_that_lambda_runs() {
    let program = fs::read(deployed_chat()).expect("bootstrap");
    // ELF of 64 bits, and the number of x86-64.
    assert_eq!(program[..5], *b"\x7fELF\x02");
    assert_eq!(program[18..20], [62, 0]);
}

#[test]
fn build_makes_the_archive_that_lambda_takes() {
    // After the other one, so that two do not write one folder.
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
fn watch_and_invoke_serve_events() {
    let mut watch = Watch::start();
    let ok = json!({ "statusCode": 200 });

    assert_eq!(watch.invoke("connect"), ok);
    let present = r#"{"room":"engines","names":["Ada"]}"#;
    assert_eq!(watch.invoke("who_is_here"), json!({ "statusCode": 200, "body": present }));
    assert_eq!(watch.invoke("disconnect"), ok);
    assert_eq!(watch.invoke("who_is_here"), ok, "nobody is here");

    assert!(watch.stop(), "{}", watch.logs());
}
