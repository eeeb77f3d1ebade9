//! `dev`: the gateway on localhost as a program, from its first line to its exit code.

use std::{
    fs,
    io::{BufRead, BufReader},
    net::{SocketAddr, TcpListener},
    path::PathBuf,
    process::{Child, ChildStdout, Command, Output, Stdio},
};

use serde_json::Value;
use websocket_api_tests::{
    cargo::cargo,
    local::{CLOSE, Request, Wire, soon},
};

fn command(arguments: &[&str]) -> Command {
    let mut command = cargo();
    command
        .args(["run", "--quiet", "--package", "chat", "--", "dev"])
        .args(arguments)
        .env_remove("AWS_LAMBDA_RUNTIME_API")
        .env_remove("TABLE")
        .env("RUST_LOG", "off")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// The chat as it is served. Dropping it kills it.
struct Dev {
    process: Option<Child>,
    output: BufReader<ChildStdout>,
    url: String,
}

impl Dev {
    /// With these arguments, on a port that is free.
    fn start(arguments: &[&str]) -> Self {
        Dev::run(&mut command(&[&["--port", "0"], arguments].concat()))
    }

    fn run(command: &mut Command) -> Self {
        let mut process = command.spawn().expect("cargo run");
        let mut output = BufReader::new(process.stdout.take().expect("a pipe"));
        let mut line = String::new();
        output.read_line(&mut line).expect("a line");
        let url = line.trim_end().strip_prefix("Chat is served at ").map(str::to_owned);
        let Some(url) = url else { panic!("{line:?}: {:?}", process.wait_with_output()) };
        Dev { process: Some(process), output, url }
    }

    fn address(&self) -> SocketAddr {
        let rest = self.url.strip_prefix("ws://").expect("a URL");
        rest.split_once('/').expect("a stage").0.parse().expect("an address")
    }

    async fn connect(&self, target: &str) -> Wire {
        let mut client = Wire::open(self.address()).await;
        assert_eq!(client.ask(&Request::handshake(target)).await.status, 101);
        client
    }

    /// Sends a signal, and waits for the end of the program.
    fn signal(mut self, name: &str) -> Output {
        let process = self.process.take().expect("a process");
        let id = process.id().to_string();
        assert!(Command::new("kill").args([name, &id]).status().expect("kill").success());
        process.wait_with_output().expect("an end")
    }
}

impl Drop for Dev {
    fn drop(&mut self) {
        if let Some(mut process) = self.process.take() {
            // Both fail only for a program that has ended.
            _ = process.kill();
            _ = process.wait();
        }
    }
}

/// What standard error has that is JSON: the access log.
fn access_log(output: &Output) -> Vec<Value> {
    let text = String::from_utf8_lossy(&output.stderr);
    text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect()
}

/// The exit code, and standard error, which must be one line.
fn failure(arguments: &[&str]) -> (i32, String) {
    let output = command(arguments).output().expect("cargo run");
    assert_eq!(String::from_utf8_lossy(&output.stdout), "");
    let text = String::from_utf8(output.stderr).expect("UTF-8");
    assert_eq!(text.lines().count(), 1, "{text}");
    (output.status.code().expect("an exit code"), text.trim_end().to_owned())
}

fn scratch(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("local_dev");
    fs::create_dir_all(&folder).expect("a scratch folder");
    folder.join(name)
}

/// Whoever stops it politely has everybody told, and the exit code of a success.
#[tokio::test]
async fn the_chat_is_served_until_it_is_stopped() {
    for signal in ["-INT", "-TERM"] {
        let dev = Dev::start(&[]);
        assert!(dev.url.ends_with("/dev"), "{}", dev.url);
        let mut ada = dev.connect("/dev?name=Ada&room=tea").await;
        let mut bob = dev.connect("/dev?name=Bob&room=tea").await;
        assert_eq!(serde_json::from_str::<Value>(&ada.hear().await).expect("JSON")["name"], "Bob");
        bob.say(r#"{"action":"whoIsHere"}"#).await;
        let present: Value = serde_json::from_str(&bob.hear().await).expect("JSON");
        assert_eq!(present["names"].as_array().map(Vec::len), Some(2), "{present}");

        let output = tokio::task::spawn_blocking(|| dev.signal(signal));
        for client in [&mut ada, &mut bob] {
            // The one may hear that the other has left.
            let last = soon(async {
                loop {
                    let frame = client.frame().await.expect("a close frame");
                    if frame.opcode() == CLOSE {
                        break frame;
                    }
                }
            });
            assert_eq!(last.await.payload, [&1001_u16.to_be_bytes()[..], b"Going away"].concat());
            client.shut().await;
        }
        let output = soon(output).await.expect("no panic");
        assert_eq!(output.status.code(), Some(0), "{output:?}");
        let log = access_log(&output);
        let of =
            |kind: &str| log.iter().filter(|line| line["eventType"] == kind && line["status"] == 200).count();
        assert_eq!((of("CONNECT"), of("MESSAGE"), of("DISCONNECT"), log.len()), (2, 1, 2, 5), "{log:?}");
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(told.contains("closing 2 connections"), "{told}");
    }
}

/// What is printed first: the URLs, the routes, the limits.
#[test]
fn what_is_served_is_printed() {
    let mut dev = Dev::start(&["--stage", "blue", "--idle-timeout", "90s"]);
    let address = dev.address();
    assert_eq!(dev.url, format!("ws://{address}/blue"));
    let mut text = String::new();
    while !text.contains("Ctrl-C stops.") {
        assert_ne!(dev.output.read_line(&mut text).expect("a line"), 0, "{text}");
    }
    for part in [
        &format!("console       http://{address}/\n"),
        &format!("@connections  http://{address}/blue\n"),
        "whoIsHere",
        "handlers::who_is_here",
        "Connections are closed after 1m 30s without a message, or 2h in all.",
    ] {
        assert!(text.contains(part), "{part:?} is not in {text}");
    }
}

/// A variable whose value is on AWS only is missed, unless it is given one.
#[test]
fn variables_are_given() {
    let (file, other) = (scratch("file.env"), scratch("other.env"));
    fs::write(&file, "# the table\nTABLE='one two'\n").expect("a file");
    fs::write(&other, "OTHER=1\n").expect("a file");
    let (file, other) = (file.to_str().expect("UTF-8"), other.to_str().expect("UTF-8"));
    for (arguments, is_missed) in [
        (&[][..], true),
        (&["--env", "OTHER=1", "--env-file", other], true),
        (&["--env", "TABLE=x"], false),
        (&["--env-file", other, "--env-file", file], false),
    ] {
        // With `--quiet`, nothing but notes is written.
        let mut dev = Dev::start(&[arguments, &["--quiet"]].concat());
        let mut text = String::new();
        while !text.contains("Ctrl-C stops.") {
            assert_ne!(dev.output.read_line(&mut text).expect("a line"), 0, "{text}");
        }
        let output = dev.signal("-INT");
        assert_eq!(output.status.code(), Some(0));
        let told = String::from_utf8_lossy(&output.stderr);
        assert_eq!(told.contains("`TABLE` has its value on AWS only"), is_missed, "{arguments:?}: {told}");
    }
    // What the process has counts as given.
    let dev = Dev::run(command(&["--port", "0"]).env("TABLE", "x"));
    assert!(!String::from_utf8_lossy(&dev.signal("-TERM").stderr).contains("TABLE"));
}

#[test]
fn wrong_options_are_told_in_one_line() {
    for (arguments, told) in [
        (["--port", "65536"], "error: invalid value '65536' for '--port <PORT>': 65536 is not in 0..=65535"),
        (
            ["--stage", "a/b"],
            "error: invalid value 'a/b' for '--stage <NAME>': a stage is named with letters",
        ),
        (["--env", "TABLE"], "error: invalid value 'TABLE' for '--env <NAME=VALUE>': write `NAME=VALUE`"),
        (["--idle-timeout", "soon"], "error: invalid value 'soon' for '--idle-timeout <TIME>'"),
        (["--timeout-scale", "0"], "error: invalid value '0' for '--timeout-scale <FACTOR>': write a number"),
        (["--idle-close-code", "999"], "error: invalid value '999' for '--idle-close-code <CODE>'"),
        (["--colour", "red"], "error: unexpected argument '--colour' found"),
    ] {
        let (code, line) = failure(&arguments);
        assert!(code == 2 && line.starts_with(told), "{code} {line}");
    }
}

#[test]
fn what_cannot_be_had_is_told_in_one_line() {
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = taken.local_addr().expect("a port").port().to_string();
    let (code, line) = failure(&["--port", &port]);
    assert_eq!(code, 1);
    assert!(
        line.starts_with("Error: ") && line.contains(&format!("127.0.0.1:{port}")) && line.contains("in use"),
        "{line}"
    );

    let missing = scratch("missing.env");
    let (code, line) = failure(&["--env-file", missing.to_str().expect("UTF-8")]);
    assert_eq!(code, 1);
    assert!(line.starts_with("Error: cannot read `") && line.contains("No such file"), "{line}");
    let wrong = scratch("wrong.env");
    fs::write(&wrong, "no variable\n").expect("a file");
    assert_eq!(failure(&["--env-file", wrong.to_str().expect("UTF-8")]).0, 1);
}
