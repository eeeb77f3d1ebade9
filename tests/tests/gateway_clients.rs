//! A program that serves its API by its command `dev`, and Python's `websockets` as the client. The numbers are those of
//! `gateway::conformance`.
//!
//! `tests/run` installs the client in a virtual environment under `target/judges`.
#![cfg(feature = "system")]

use std::{
    fs,
    io::{Read, Write},
    net::{TcpListener, TcpStream},
    path::PathBuf,
    process::{Command, Output},
    slice, thread,
};

use serde_json::{Value, json};
use tokio::io::AsyncWriteExt;
use websocket_api_tests::{
    cargo::program,
    clients::Clients,
    connections::KEYS,
    dev::{Dev, Errors},
    gateway::{Frame, error_ids, is_id, soon},
    raw_client::RawClient,
};

/// A program without the environment of this process.
fn without_environment(mut program: Command) -> Command {
    program.env_clear().env("RUST_LOG", "warn");
    program
}

fn probe() -> Command {
    without_environment(Command::new(env!("CARGO_BIN_EXE_probe")))
}

fn chat() -> Command {
    without_environment(program("chat"))
}

/// The probe with these options.
fn serve(options: &[&str]) -> (Dev, Errors) {
    Dev::watch(probe(), options)
}

/// A file with this content.
fn file(name: &str, content: &str) -> String {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("gateway_clients");
    fs::create_dir_all(&folder).expect("a folder");
    let path = folder.join(name);
    fs::write(&path, content).expect("a file");
    path.display().to_string()
}

/// Interrupts a program, and returns its remaining lines of standard error.
fn finish(dev: Dev, errors: Errors) -> Vec<String> {
    let ended = dev.interrupt();
    assert_eq!(ended.code(), Some(0), "{ended}");
    errors.map(|line| line.expect("UTF-8")).collect()
}

/// Closes a client's connection.
fn close(clients: &mut Clients, name: &str, code: u16, reason: &str) {
    clients.ask("close", json!({ "name": name, "code": code, "reason": reason }));
}

/// 2.11, 2.14, 3.1: the complete chat between two people.
#[test]
fn chat_messages_reach_the_members_of_a_room() {
    let (dev, errors) = Dev::watch(chat(), &[]);
    let mut clients = Clients::start();
    let seat = |name: &str| format!("{}?name={name}&room=engines", dev.url());
    clients.connect("ada", &seat("Ada"));
    clients.connect("bob", &seat("Bob%20%26%20C%C3%A9cile"));
    let bob = "Bob & C\u{e9}cile";
    assert_eq!(clients.hear_json("ada"), json!({ "type": "joined", "name": bob }));
    clients.connect("eve", &format!("{}?name=Eve", dev.url()));

    clients.say("bob", &json!({ "action": "sendMessage", "text": "h\u{e9}llo" }).to_string());
    for name in ["ada", "bob"] {
        let expected = json!({ "type": "message", "from": bob, "text": "h\u{e9}llo" });
        assert_eq!(clients.hear_json(name), expected);
    }
    clients.say("ada", r#"{"action":"whoIsHere"}"#);
    let mut present = clients.hear_json("ada");
    present["names"].as_array_mut().expect("names").sort_by_key(Value::to_string);
    assert_eq!(present, json!({ "room": "engines", "names": ["Ada", bob] }));
    // Eve is in another room, so her own error message is her first.
    clients.say("eve", "what?");
    assert_eq!(clients.hear_json("eve")["type"], "problem");
    assert_eq!(clients.ask("ping", json!({ "name": "ada", "data": "there?" })), true);

    close(&mut clients, "bob", 4001, "tea");
    assert_eq!(clients.hear_json("ada"), json!({ "type": "left", "name": bob }));
    finish(dev, errors);
    for name in ["ada", "eve"] {
        assert_eq!(clients.closed(name), json!([1001, "Going away"]));
    }
}

/// 2.11, 2.6: a rejected client gets the status and the body.
#[test]
fn rejected_client_gets_status_and_body() {
    let (dev, errors) = Dev::watch(chat(), &[]);
    let mut clients = Clients::start();
    let mut connect = |url: String| clients.ask("connect", json!({ "name": "ada", "url": url }));
    let refused = connect(format!("{}?name=", dev.url()));
    assert_eq!(refused, json!({ "status": 400, "body": "who are you?" }));
    assert_eq!(connect(dev.url().to_owned())["status"], 400);
    let elsewhere = connect(format!("{}-other?name=Ada", dev.url()));
    assert_eq!(elsewhere["status"], 403);
    error_ids(elsewhere["body"].as_str().expect("a body"), "Forbidden");
    assert_eq!(connect(format!("{}?name=Ada", dev.url()))["status"], 101);
    finish(dev, errors);
}

/// 2.13: the handler chooses one of the client's subprotocols.
#[test]
fn client_gets_the_subprotocol_that_the_handler_chooses() {
    let (dev, errors) = serve(&[]);
    let mut clients = Clients::start();
    for (offered, agreed) in [(json!(["chat.v1", "chat.v2"]), json!("chat.v2")), (Value::Null, Value::Null)] {
        let with = json!({ "name": "ada", "url": dev.url(), "offer": offered });
        let answer = clients.ask("connect", with);
        assert_eq!(answer, json!({ "status": 101, "protocol": agreed }));
    }
    finish(dev, errors);
}

/// 2.4, §4: `$disconnect` has the client's close code.
#[test]
fn close_code_of_the_client_reaches_disconnect() {
    let (mut dev, errors) = serve(&[]);
    let mut clients = Clients::start();
    for code in [1000, 1001, 3000, 4999] {
        clients.connect("ada", dev.url());
        close(&mut clients, "ada", code, "so long");
        assert_eq!(dev.process().line(), format!("disconnected: {code}\n"));
    }
    finish(dev, errors);
}

/// The environment of handlers, highest priority first: options, files, the process, the declaration.
#[test]
fn environment_merges_options_files_process_and_declaration() {
    let first =
        file("first.env", "FILED=first\nGIVEN=first\nONLY='in a file' # not this\nexport LATER=first\n");
    let second = file("second.env", "\n# Later files count.\nLATER=\"second\\nline\"\n");
    let mut command = probe();
    for name in ["SET", "FILED", "GIVEN", "UNDECLARED"] {
        command.env(name, "process");
    }
    command.env("WEBSOCKET_API_ENDPOINT", "http://127.0.0.1:1/elsewhere");
    let options = ["--env-file", &first, "--env", "GIVEN=given", "--env-file", &second];
    let options = [&options[..], &["--env", "TWICE=1", "--env", "TWICE=2=2", "--env", "EMPTY="]].concat();
    let (dev, errors) = Dev::watch(command, &options);
    let mut clients = Clients::start();
    clients.connect("ada", dev.url());
    let expected = json!({
        "DECLARED": "declared",
        "SET": "process",
        "UNDECLARED": "process",
        "FILED": "first",
        "ONLY": "in a file",
        "LATER": "second\nline",
        "GIVEN": "given",
        "TWICE": "2=2",
        "EMPTY": "",
        "ELSEWHERE": null,
        "SECRET": null,
        "PART": null,
        "PREFIX": "blue",
        "URL": "https://blue.example.com:8443/dev",
        "LIST": "a,b",
        "HIDDEN": "hidden",
        "SHOWN": "${Prefix}",
        "STORED": null,
        "STORED_NAME": "/probe/stored",
        "OPEN": null,
        "RESOLVED": null,
        "WEBSOCKET_API_ENDPOINT": dev.endpoint(),
    });
    let names: Vec<&String> = expected.as_object().expect("an object").keys().collect();
    clients.say("ada", &json!({ "action": "variables", "names": names }).to_string());
    assert_eq!(clients.hear_json("ada"), expected);
    let lines = finish(dev, errors);
    let elsewhere = ["ELSEWHERE", "SECRET", "PART", "STORED", "OPEN", "RESOLVED"];
    let notes =
        elsewhere.map(|name| format!("note: `{name}` has a value only on AWS; set it with `--env {name}=…`"));
    let stage = "note: the stage variable `SECRET` has a value only on AWS and is not set here".to_owned();
    let expected: Vec<String> = notes.into_iter().chain([stage]).collect();
    let lines: Vec<String> = lines.into_iter().filter(|line| line.starts_with("note: ")).collect();
    assert_eq!(lines, expected);
}

/// A variable that refers to a resource needs no note if an option sets it.
#[test]
fn variable_set_by_an_option_has_no_note() {
    let (dev, errors) =
        serve(&["--env", "ELSEWHERE=here", "--env", "WEBSOCKET_API_ENDPOINT=http://127.0.0.1:1/a"]);
    let mut clients = Clients::start();
    clients.connect("ada", dev.url());
    clients.say("ada", r#"{"action":"variables","names":["ELSEWHERE","WEBSOCKET_API_ENDPOINT"]}"#);
    let expected = json!({ "ELSEWHERE": "here", "WEBSOCKET_API_ENDPOINT": "http://127.0.0.1:1/a" });
    assert_eq!(clients.hear_json("ada"), expected);
    let lines = finish(dev, errors);
    assert!(!lines.iter().any(|line| line.contains("`ELSEWHERE`")), "{lines:?}");
}

/// A public address is noted unless a key verifies calls. `--allow-host` allows single names of the gateway.
#[test]
fn public_address_without_a_key_prints_a_note() {
    let names = ["--host", "0.0.0.0", "--allow-host", "gateway", "--allow-host", "desk", "--throttle-posts"];
    let key = format!("{}:{}", KEYS.0, KEYS.1);
    for (options, is_noted) in [(&[][..], true), (&["--aws-key", &key], false)] {
        let (dev, errors) = serve(&[&names[..], options].concat());
        let address = dev.console().trim_start_matches("http://").trim_end_matches('/').to_owned();
        for (host, status) in [("gateway", "200"), ("Desk:80", "200"), ("evil.example", "403")] {
            let mut client = TcpStream::connect(&address).expect("a connection");
            let request = format!("GET /@console/api HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
            client.write_all(request.as_bytes()).expect("a gateway that reads");
            let mut answer = String::new();
            client.read_to_string(&mut answer).expect("an answer");
            assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")), "{host}: {answer}");
        }
        let note = "note: hosts on the network can reach this gateway, and can post to connections and delete them with \
                    any key; set a key with `--aws-key` to verify signatures";
        let lines = finish(dev, errors);
        assert_eq!(lines.iter().any(|line| line == note), is_noted, "{lines:?}");
    }
}

/// The announcement and the URLs have the stage name of the option.
#[test]
fn stage_option_names_the_stage_in_urls_and_announcement() {
    let (dev, errors) = serve(&["--stage", "blue_2-x"]);
    assert!(dev.url().starts_with("ws://127.0.0.1:") && dev.url().ends_with("/blue_2-x"), "{}", dev.url());
    for lines in [dev.endpoint(), dev.console(), "variables".into(), "2h in all".into()] {
        assert!(dev.announcement().contains(&lines), "{}", dev.announcement());
    }
    let mut clients = Clients::start();
    clients.connect("ada", dev.url());
    let elsewhere = dev.url().replace("blue_2-x", "dev");
    assert_eq!(clients.ask("connect", json!({ "name": "bob", "url": elsewhere }))["status"], 403);
    finish(dev, errors);
}

/// §4: short time limits, and the close code for timeouts.
#[test]
fn idle_timeout_and_max_duration_close_with_the_given_code() {
    for (options, end) in [
        (&["--idle-timeout", "50ms"][..], json!([1001, "Going away"])),
        (&["--max-duration", "50ms", "--timeout-close-code", "4000"], json!([4000, "Going away"])),
    ] {
        let (mut dev, errors) = serve(options);
        assert!(dev.announcement().contains("50ms"), "{}", dev.announcement());
        let mut clients = Clients::start();
        clients.connect("ada", dev.url());
        assert_eq!(clients.closed("ada"), end);
        assert_eq!(dev.process().line(), format!("disconnected: {}\n", end[0]));
        finish(dev, errors);
    }
}

/// 2.16: a function timeout, scaled by a factor.
#[test]
fn timeout_scale_option_shortens_the_function_timeout() {
    let (dev, errors) = serve(&["--timeout-scale", "0.05"]);
    let mut clients = Clients::start();
    clients.connect("ada", dev.url());
    clients.say("ada", r#"{"action":"hang"}"#);
    // On a slow machine the timeout may precede the message.
    let heard = match clients.hear("ada") {
        hanging if hanging == "hanging" => clients.hear("ada"),
        other => other,
    };
    error_ids(&heard, "Internal server error");
    drop((dev, errors));
}

/// 3.7: the `@connections` API with the given key.
#[test]
fn aws_key_option_verifies_calls_and_reaches_handlers() {
    let (dev, errors) = serve(&["--aws-key", &format!("{}:{}", KEYS.0, KEYS.1)]);
    let mut clients = Clients::start();
    for (secret, error) in [(KEYS.1, "GoneException"), ("wrong", "ForbiddenException")] {
        let with = json!({
            "endpoint": dev.endpoint(),
            "method": "get_connection",
            "id": "BFaT_fALIAMCKug=",
            "key": [KEYS.0, secret],
        });
        assert_eq!(clients.ask("call", with)["error"], error);
    }
    // Handlers use the key.
    clients.connect("ada", dev.url());
    clients.say("ada", r#"{"action":"hang"}"#);
    assert_eq!(clients.hear("ada"), "hanging");
    drop((dev, errors));
}

/// Returns the sorted event lines without the time, the connection ID and the duration.
fn events(lines: &[String]) -> Vec<String> {
    let event = |line: &String| {
        let (time, rest) = line.split_once("  ")?;
        let (id, rest) = rest.split_once("  ")?;
        let (before, after) = rest.split_once(" ms")?;
        let (outcome, millis) = before.rsplit_once("  ")?;
        assert!(time.len() == 13 && time.ends_with('Z') && id.len() == 8, "{line}");
        assert!(millis.parse::<u64>().is_ok(), "{line}");
        Some(format!("{}{after}", outcome.split_whitespace().collect::<Vec<_>>().join(" ")))
    };
    let mut events: Vec<String> = lines.iter().filter_map(event).collect();
    events.sort();
    events
}

/// Standard error has a readable line for each event, with the error if there is one; `--quiet` disables these lines.
#[test]
fn events_are_printed_unless_quiet() {
    for (options, expected) in [
        (
            &[][..],
            &[
                "$connect 200",
                "$disconnect 200  4321 so long",
                "- 403  Forbidden",
                "variables 200",
                "variables 400",
            ][..],
        ),
        (&["--quiet"], &[]),
    ] {
        let (mut dev, errors) = serve(options);
        let mut clients = Clients::start();
        clients.connect("ada", dev.url());
        for message in [r#"{"action":"variables","names":[]}"#, r#"{"action":"variables"}"#, "?"] {
            clients.say("ada", message);
            clients.hear("ada");
        }
        close(&mut clients, "ada", 4321, "so long");
        assert_eq!(dev.process().line(), "disconnected: 4321\n");
        let lines = finish(dev, errors);
        assert_eq!(events(&lines), expected, "{lines:?}");
        // Colours require a terminal.
        assert!(!lines.iter().any(|line| line.contains('\x1b')), "{lines:?}");
    }
}

/// A rejected handshake has its status and the rejecting party, a failed function its error.
#[test]
fn rejected_handshake_and_function_timeout_are_printed() {
    let (dev, errors) = Dev::watch(chat(), &[]);
    let mut clients = Clients::start();
    clients.ask("connect", json!({ "name": "ada", "url": dev.url() }));
    let lines = finish(dev, errors);
    assert_eq!(events(&lines), ["$connect 400  refused by the handler"], "{lines:?}");

    let (mut dev, errors) = serve(&["--timeout-scale", "0.01"]);
    let mut clients = Clients::start();
    clients.connect("ada", dev.url());
    clients.say("ada", r#"{"action":"block"}"#);
    error_ids(&clients.hear("ada"), "Internal server error");
    dev.process().signal("INT");
    dev.process().signal("INT");
    let lines: Vec<String> = errors.map(|line| line.expect("UTF-8")).collect();
    let failed = "block 500  Internal server error: Task timed out after 10.00 seconds";
    assert!(events(&lines).iter().any(|event| event == failed), "{lines:?}");
}

/// §5: with `--access-log` each event has a line in the declared format.
#[test]
fn access_log_option_prints_events_in_the_declared_format() {
    let (mut dev, errors) = serve(&["--access-log"]);
    let mut clients = Clients::start();
    clients.connect("ada", dev.url());
    clients.say("ada", r#"{"action":"variables","names":[]}"#);
    assert_eq!(clients.hear("ada"), "{}");
    close(&mut clients, "ada", 1000, "");
    assert_eq!(dev.process().line(), "disconnected: 1000\n");
    let lines = finish(dev, errors);
    let mut logged: Vec<&str> = lines
        .iter()
        .filter_map(|line| line.split_once(' ').filter(|(id, _)| is_id(id)))
        .map(|(_, rest)| rest)
        .collect();
    logged.sort_unstable();
    let expected = ["CONNECT $connect 200", "DISCONNECT $disconnect 200", "MESSAGE variables 200"];
    assert_eq!(logged, expected, "{lines:?}");
}

/// §5.4: the default format is JSON, which the chat uses.
#[test]
fn access_log_option_prints_json_by_default() {
    let (dev, errors) = Dev::watch(chat(), &["--access-log"]);
    let mut clients = Clients::start();
    clients.connect("ada", &format!("{}?name=Ada", dev.url()));
    clients.ask("connect", json!({ "name": "bob", "url": dev.url() }));
    let lines = finish(dev, errors);
    let logged: Vec<Value> = lines.iter().filter_map(|line| serde_json::from_str(line).ok()).collect();
    let mut seen: Vec<_> =
        logged.iter().map(|line| (line["routeKey"].to_string(), line["status"].to_string())).collect();
    seen.sort();
    let expected = [("\"$connect\"", "200"), ("\"$connect\"", "400"), ("\"$disconnect\"", "200")];
    assert_eq!(seen, expected.map(|(key, status)| (key.to_owned(), status.to_owned())));
    assert!(logged.iter().all(|line| line["ip"] == "127.0.0.1"), "{logged:?}");
}

/// 2.18: after an interrupt it closes its connections, and waits for handlers, including those of `$disconnect`.
#[test]
fn interrupt_closes_connections_and_waits_for_handlers() {
    for signal in ["INT", "TERM"] {
        let (mut dev, mut errors) = serve(&["--quiet"]);
        let mut clients = Clients::start();
        clients.connect("ada", dev.url());
        clients.connect("bob", dev.url());
        clients.say("ada", r#"{"action":"wait"}"#);
        assert_eq!(clients.hear("ada"), "waiting");
        dev.process().signal(signal);
        for name in ["ada", "bob"] {
            assert_eq!(clients.closed(name), json!([1001, "Going away"]));
        }
        for _ in 0..2 {
            assert_eq!(dev.process().line(), "disconnected: 1001\n");
        }
        dev.process().say("go on");
        assert_eq!(dev.process().line(), "waited\n");
        assert_eq!(dev.process().line(), "");
        let ended = dev.process().wait();
        assert_eq!(ended.code(), Some(0), "{ended}");
        let closing = "closing 2 connections; Ctrl-C again to stop at once";
        assert!(errors.any(|line| line.expect("UTF-8") == closing));
        assert_eq!(errors.count(), 0);
    }
}

/// A second interrupt stops the wait.
#[test]
fn second_interrupt_exits_with_code_130() {
    let (mut dev, mut errors) = serve(&["--quiet"]);
    let mut clients = Clients::start();
    clients.connect("ada", dev.url());
    clients.say("ada", r#"{"action":"hang"}"#);
    assert_eq!(clients.hear("ada"), "hanging");
    dev.process().signal("INT");
    assert!(errors.any(|line| line.expect("UTF-8").starts_with("closing 1 connections")));
    dev.process().signal("INT");
    let ended = dev.process().wait();
    assert_eq!(ended.code(), Some(130), "{ended}");
    let lines: Vec<String> = errors.map(|line| line.expect("UTF-8")).collect();
    assert_eq!(lines, ["stopped; some handlers did not finish"]);
}

/// Handlers that block every thread of the program do not block interrupts.
#[test]
fn blocked_handlers_delay_the_exit_by_the_grace_period_at_most() {
    let processors = thread::available_parallelism().expect("a number").get();
    for signals in [&["INT", "INT"][..], &["TERM"]] {
        // The wait is the grace period, here 2 seconds.
        let (mut dev, mut errors) = serve(&["--quiet", "--timeout-scale", "0.01"]);
        let mut clients = Clients::start();
        clients.connect("ada", dev.url());
        for _ in 0..processors {
            clients.say("ada", r#"{"action":"block"}"#);
            assert_eq!(dev.process().line(), "blocking\n");
        }
        dev.process().signal(signals[0]);
        assert!(errors.any(|line| line.expect("UTF-8").starts_with("closing 1 connections")));
        signals[1..].iter().for_each(|signal| dev.process().signal(signal));
        let ended = dev.process().wait();
        assert_eq!(ended.code(), Some(130), "{ended}");
        let lines: Vec<String> = errors.map(|line| line.expect("UTF-8")).collect();
        assert_eq!(
            lines.last().map(String::as_str),
            Some("stopped; some handlers did not finish"),
            "{lines:?}"
        );
    }
}

/// A process that does not read standard error does not stop the program, which counts the lines it drops.
#[test]
fn unread_standard_error_drops_lines_and_counts_them() {
    const MESSAGES: usize = 20_000;
    const BATCH: usize = 100;
    let (dev, mut errors) = serve(&[]);
    let address = dev.url().strip_prefix("ws://").and_then(|rest| rest.split_once('/')).expect("a URL").0;
    let address = address.parse().expect("an address");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let mut client = RawClient::connect(address, "/dev").await.expect("a connection");
        let message = Frame::text(r#"{"action":"variables","names":[]}"#).masked().repeat(BATCH);
        for _ in 0..MESSAGES / BATCH {
            client.tcp.write_all(&message).await.expect("a gateway that reads");
            for _ in 0..BATCH {
                let answer = soon(client.receive()).await.expect("a gateway that writes");
                assert_eq!(answer, Some(Frame::text("{}")));
            }
        }
    });
    let (mut logged, mut dropped) = (0, 0);
    // Including the lines of the handshake and of the end.
    while logged + dropped < MESSAGES + 2 {
        let line = errors.next().expect("more lines").expect("UTF-8");
        logged += events(slice::from_ref(&line)).len();
        let number = line.strip_prefix("note: ").and_then(|rest| {
            rest.strip_suffix(" log lines were dropped because standard error is read too slowly")
        });
        dropped += number.map_or(0, |number| number.parse::<usize>().expect("a number"));
    }
    assert!(dropped > 0);
    assert_eq!(logged + dropped, MESSAGES + 2);
    finish(dev, errors);
}

/// An interrupt works as soon as the announcement says so.
#[test]
fn interrupt_right_after_the_announcement_exits_with_code_0() {
    for _ in 0..10 {
        let (dev, errors) = serve(&[]);
        finish(dev, errors);
    }
}

/// Returns the exit code and standard error.
fn failure(arguments: &[&str]) -> (i32, String) {
    let Output { status, stdout, stderr } = probe().arg("dev").args(arguments).output().expect("a program");
    assert!(stdout.is_empty(), "{arguments:?}");
    let text = String::from_utf8(stderr).expect("UTF-8");
    (status.code().expect("an exit code"), text.trim_end().to_owned())
}

#[test]
fn invalid_option_prints_claps_error_and_exit_code_2() {
    for (arguments, lines) in [
        (&["--port", "x"][..], "invalid value 'x' for '--port <PORT>'"),
        (&["--port", "65536"], "invalid value '65536' for '--port <PORT>'"),
        (&["--idle-timeout", "soon"], "invalid value 'soon' for '--idle-timeout <TIME>'"),
        (&["--max-duration", "10"], "invalid value '10' for '--max-duration <TIME>'"),
        (
            &["--aws-key", "x"],
            "invalid value 'x' for '--aws-key <ID:SECRET>': expected the ID and the secret of a key",
        ),
        (&["--aws-key", "x:"], "invalid value 'x:' for '--aws-key <ID:SECRET>'"),
        (&["--env", "x"], "invalid value 'x' for '--env <NAME=VALUE>': expected `NAME=VALUE`"),
        (&["--env", "=x"], "invalid value '=x' for '--env <NAME=VALUE>'"),
        (&["--stage", "a/b"], "invalid value 'a/b' for '--stage <NAME>': must be 1–128 letters"),
        (&["--stage", ""], "'--stage <NAME>'"),
        (&["--timeout-scale", "0"], "invalid value '0' for '--timeout-scale <FACTOR>'"),
        (&["--timeout-close-code", "999"], "invalid value '999' for '--timeout-close-code <CODE>'"),
        (&["--timeout-close-code", "1005"], "expected a close code that can be sent, such as 1001 or 4000"),
        (&["--idle-timeout", "0s"], "expected a duration over zero"),
        (&["--host", "127.0.0.1:3001"], "set the port with `--port`"),
        (&["--env-file"], "'--env-file <FILE>'"),
        (&["--loud"], "unexpected argument '--loud' found"),
        (&["--quiet", "--access-log"], "the argument '--quiet' cannot be used with '--access-log'"),
        (&["now"], "unexpected argument 'now' found"),
    ] {
        let (code, line) = failure(arguments);
        assert_eq!(code, 2, "{line}");
        assert!(line.starts_with("error: ") && line.contains(lines), "{line}");
    }
}

/// A failure to start gives one error line, and exit code 1.
#[test]
fn unusable_address_or_file_gives_one_error_line_and_exit_code_1() {
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = taken.local_addr().expect("an address");
    let (code, line) = failure(&["--port", &address.port().to_string()]);
    assert_eq!((code, line.lines().count()), (1, 1));
    assert!(
        line.starts_with(&format!("Error: cannot listen on {address}: Address already in use")),
        "{line}"
    );

    let (code, line) = failure(&["--port", "0", "--env-file", "/no/such/file"]);
    assert_eq!(code, 1);
    assert!(line.starts_with("Error: cannot read `/no/such/file`: "), "{line}");
    for (name, content, wrong) in
        [("wrong.env", "A=1\nwhat is this\nB=2\n", "what is this"), ("open.env", "A='1\nB=2\n", "A='1")]
    {
        let path = file(name, content);
        let result = failure(&["--port", "0", "--env-file", &path]);
        assert_eq!(result, (1, format!("Error: cannot read `{path}`: line `{wrong}` is not `NAME=VALUE`")));
    }
    // A reserved address (RFC 5737).
    let (code, line) = failure(&["--port", "0", "--host", "192.0.2.1"]);
    assert_eq!(code, 1);
    assert!(line.starts_with("Error: cannot listen on 192.0.2.1:0: "), "{line}");
}

/// The help lists each option with its default.
#[test]
fn help_lists_options_and_defaults() {
    let output = probe().args(["dev", "--help"]).output().expect("a program");
    assert!(output.status.success());
    let help = String::from_utf8(output.stdout).expect("UTF-8");
    for option in [
        "--port <PORT>",
        "[default: 3001]",
        "--host <HOST>",
        "[default: 127.0.0.1]",
        "--stage <NAME>",
        "[default: the declared stage, or dev]",
        "--idle-timeout <TIME>",
        "[default: 10m]",
        "--max-duration <TIME>",
        "[default: 2h]",
        "--env <NAME=VALUE>",
        "--env-file <FILE>",
        "--aws-key <ID:SECRET>",
        "--access-log",
        "--quiet",
        "--serial",
        "--timeout-scale <FACTOR>",
        "--timeout-close-code <CODE>",
        "[default: 1001]",
        "--ping-resets-idle",
        "--allow-host <NAME>",
        "--throttle-posts",
    ] {
        assert!(help.contains(option), "{option} is missing:\n{help}");
    }
}
