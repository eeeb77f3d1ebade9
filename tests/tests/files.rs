//! Users' files: which are read, how they are written, and how their names are shown.
#![cfg(unix)]

use std::{
    ffi::OsStr,
    fs::{self, File, Permissions},
    os::unix::{
        ffi::OsStrExt,
        fs::{MetadataExt, PermissionsExt, symlink},
    },
    path::{Path, PathBuf},
    process::{Command, Stdio},
    thread,
};

use websocket_api_tests::{
    cargo::{program, websocket_api},
    command_output::CommandOutput,
    folder,
};

const CHAT: &str = "websocket_api! { pub Chat { routes: { $default: f } } }\n";
const UGLY: &str = "websocket_api! { Chat { routes:   {a: f} } }\n";
const NEAT: &str = "websocket_api! { Chat { routes: { a: f } } }\n";
const MANIFEST: &str = "[package]\nname = \"p\"\nversion = \"0.1.0\"\nedition = \"2024\"\n";

/// The maximum size of an input, in bytes: 16 MB.
const MAX_INPUT_BYTES: usize = 16 * 1024 * 1024;

/// Returns a new folder with these files.
fn folder(name: &str, files: &[(&str, &str)]) -> PathBuf {
    folder::folder(concat!(env!("CARGO_TARGET_TMPDIR"), "/files"), name, files)
}

fn command(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = websocket_api();
    command.args(arguments).current_dir(folder).env_remove("CLICOLOR_FORCE");
    command
}

fn run(folder: &Path, arguments: &[&str]) -> CommandOutput {
    CommandOutput::from_output(command(folder, arguments).stdin(Stdio::null()).output().expect("the command"))
}

/// Runs a build script as Cargo does.
fn script(folder: &Path, arguments: &[&str]) -> CommandOutput {
    fs::create_dir_all(folder.join("out")).expect("a folder");
    let mut script = Command::new(env!("CARGO_BIN_EXE_build-script-of-tests"));
    script.args(arguments).current_dir(folder).env("OUT_DIR", folder.join("out")).env("SECRET", "hunter2");
    CommandOutput::from_output(script.output().expect("the build script"))
}

/// Runs a line in a shell, where `$0` is the command.
fn shell(folder: &Path, line: &str) -> CommandOutput {
    let mut bash = Command::new("bash");
    bash.args(["-c", line]).arg(websocket_api().get_program()).current_dir(folder);
    CommandOutput::from_output(bash.output().expect("bash"))
}

fn fifo(path: &Path) {
    assert!(Command::new("mkfifo").arg(path).status().expect("mkfifo").success());
}

fn read(path: impl AsRef<Path>) -> String {
    fs::read_to_string(path).expect("a file")
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("a folder");
    let mut names: Vec<String> =
        entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

// Reading.

#[test]
fn file_that_is_not_regular_is_refused() {
    let folder = folder("kinds", &[("folder/a.rs", "")]);
    fifo(&folder.join("fifo"));
    for (path, reason) in [
        ("fifo", "it is not a regular file"),
        ("/dev/zero", "it is not a regular file"),
        ("/dev/tty", "it is not a regular file"),
        ("/proc/self/environ", "it is not a regular file"),
        ("/proc/self/cmdline", "it is not a regular file"),
    ] {
        let expected = format!("cannot read `{path}`: {reason}");
        let named = run(&folder, &["check", path]);
        assert_eq!((named.code, named.errors), (1, format!("error: {expected}\n")));
        fs::write(folder.join("main.rs"), format!("#[path = \"{path}\"]\nmod other;\n{CHAT}"))
            .expect("a file");
        let mut check = command(&folder, &["check", "main.rs", "--format", "short"]);
        let result =
            CommandOutput::from_output(check.env("SECRET", "hunter2").output().expect("the command"));
        assert_eq!(
            (result.code, result.errors.lines().next()),
            (1, Some(&*format!("main.rs:2:5: error: {expected}")))
        );
        assert!(!result.errors.contains("hunter2"), "{}", result.errors);
        assert_eq!(run(&folder, &["fmt", "main.rs"]).code, 1);

        let built = script(&folder, &["main.rs"]);
        assert!(
            built.output.contains(&format!("cargo::warning=main.rs:2:5: {expected}")),
            "{}",
            built.output
        );
        assert!(!built.output.contains("hunter2"), "{}", built.output);
        let root = script(&folder, &[path]);
        assert_eq!((root.code, root.errors), (1, format!("Error: {expected}\n")));
    }
    fs::write(folder.join("main.rs"), "#[path = \"folder\"]\nmod other;\n").expect("a file");
    let result = run(&folder, &["check", "main.rs", "--format", "short"]);
    assert!(
        result.errors.starts_with("main.rs:2:5: error: cannot read `folder`: is a directory"),
        "{}",
        result.errors
    );
    // Cargo would look at every file in it.
    assert!(!script(&folder, &["main.rs"]).output.contains("rerun-if-changed=folder"));
}

#[test]
fn settings_file_that_is_not_regular_is_refused() {
    let folder = folder("settings", &[("a.rs", UGLY), ("p/src/lib.rs", CHAT)]);
    fifo(&folder.join("p/Cargo.toml"));
    let result = run(&folder, &["check", "p"]);
    let expected = "error: cannot read `p/Cargo.toml`: it is not a regular file\n";
    assert_eq!((result.code, &*result.errors), (1, expected));

    symlink("/dev/zero", folder.join("q")).expect("a link");
    fs::write(folder.join("version.json"), "").expect("a file");
    let chat = |arguments: &[&str]| {
        CommandOutput::from_output(
            program("chat").args(arguments).current_dir(&folder).output().expect("a program"),
        )
    };
    for path in ["q", "p/Cargo.toml", "/proc/self/environ"] {
        for arguments in [&["check", "--against", path][..], &["dev", "--port", "0", "--env-file", path]] {
            let result = chat(arguments);
            let expected = format!("Error: cannot read `{path}`: it is not a regular file\n");
            assert_eq!((result.code, result.errors), (1, expected));
        }
    }
}

#[test]
fn input_over_16_mb_is_refused() {
    let folder = folder("large", &[("main.rs", &*format!("#[path = \"large.rs\"] mod large;\n{CHAT}"))]);
    let whole = format!("{CHAT}{}", " ".repeat(MAX_INPUT_BYTES - CHAT.len()));
    fs::write(folder.join("whole.rs"), &whole).expect("a file");
    assert_eq!(run(&folder, &["check", "whole.rs"]).code, 0);
    assert_eq!(CommandOutput::run_with_input(&mut command(&folder, &["check", "-"]), &whole).code, 0);

    // A sparse file needs no space on the disk.
    let large = File::create(folder.join("large.rs")).expect("a file");
    large.set_len(MAX_INPUT_BYTES as u64 + 1).expect("a size");
    let named = run(&folder, &["check", "large.rs"]);
    assert_eq!((named.code, &*named.errors), (1, "error: cannot read `large.rs`: it has more than 16 MB\n"));
    let module = run(&folder, &["check", "main.rs", "--format", "short"]);
    let expected = "main.rs:1:26: error: cannot read `large.rs`: it has more than 16 MB\n";
    assert!(module.code == 1 && module.errors.starts_with(expected), "{}", module.errors);

    let expected = "error: cannot read `standard input`: it has more than 16 MB\n";
    for arguments in [&["check", "-"][..], &["fmt", "-"], &["template", "-"]] {
        let endless = File::open("/dev/zero").expect("a device");
        let result = CommandOutput::from_output(
            command(&folder, arguments).stdin(endless).output().expect("the command"),
        );
        assert_eq!((result.code, &*result.output, &*result.errors), (1, "", expected));
    }
    for line in ["$0 check <(cat /dev/zero)", "$0 check /dev/stdin < /dev/zero"] {
        let result = shell(&folder, line);
        assert!(result.code == 1 && result.errors.ends_with("it has more than 16 MB\n"), "{}", result.errors);
    }
}

#[test]
fn pipe_of_the_shell_is_read() {
    let folder = folder("pipes", &[("main.rs", CHAT), ("variables", "A=1\n")]);
    let expected = "checked `Chat` in 1 file: no errors, no warnings\n";
    for line in
        ["$0 check <(cat main.rs)", "cat main.rs | $0 check /dev/stdin", "$0 check /dev/stdin < main.rs"]
    {
        assert_eq!(shell(&folder, line).errors, expected, "{line}");
    }
    let chat = program("chat").get_program().to_owned();
    let mut bash = Command::new("bash");
    bash.args(["-c", "$0 check --against <($0 asyncapi 2> /dev/null)"]).arg(chat).current_dir(&folder);
    let result = CommandOutput::from_output(bash.output().expect("bash"));
    assert_eq!((result.code, &*result.errors), (0, "no breaking changes\n"));
}

/// A package with every kind of path to a text outside it.
fn package_with_outside_files(name: &str, outside: &str) -> PathBuf {
    let main = "#[path = \"../../outside/secret.rs\"]\nmod a;\nmod link;\n";
    let files = [
        ("outside/secret.rs", outside),
        ("outside/hidden.rs", outside),
        ("p/Cargo.toml", MANIFEST),
        ("p/src/main.rs", &*format!("{main}{}", CHAT.replace("Chat", "Other"))),
    ];
    let folder = folder(name, &files);
    symlink("../../outside/hidden.rs", folder.join("p/src/link.rs")).expect("a link");
    folder
}

#[test]
fn text_of_a_file_outside_the_package_is_not_shown() {
    // Text that is not Rust, and a faulty declaration.
    for outside in ["let hunter2 = (", "websocket_api! { Chat { hunter2: { $default: f } } } mod hunter2;\n"]
    {
        let folder = package_with_outside_files("outside", outside);
        for arguments in [
            &["check", "p"][..],
            &["check", "p", "--format", "short"],
            &["check", "p", "--format", "json"],
            &["check", "p/src/main.rs"],
            &["template", "p"],
            &["fmt", "p"],
            &["fmt", "p", "--check"],
        ] {
            let result = run(&folder, arguments);
            assert_eq!(result.code, 1, "{arguments:?}");
            assert!(
                !format!("{}{}", result.output, result.errors).contains("hunter2"),
                "{arguments:?}: {}",
                result.errors
            );
        }
        let result = run(&folder, &["check", "p", "--format", "short"]).errors;
        for path in ["p/src/../../outside/secret.rs:1:", "p/src/link.rs:1:"] {
            let line = result.lines().find(|line| line.starts_with(path)).expect("the place of a fault");
            assert!(line.contains(": error: fault in a file outside the package; help: "), "{line}");
        }
        let built = script(&folder.join("p"), &["src/main.rs"]);
        // Cargo also watches missing files, and shows no text.
        let mut shown = built.output.lines().filter(|line| !line.starts_with("cargo::rerun-if-changed="));
        assert!(!shown.any(|line| line.contains("hunter2")), "{}", built.output);
        assert!(built.output.contains("fault in a file outside the package"), "{}", built.output);
        // A file named on the command line is shown.
        for path in ["outside/secret.rs", "p/src/link.rs"] {
            assert!(run(&folder, &["check", path]).errors.contains("hunter2"), "{path}");
        }
    }
    // A valid declaration there is part of the program.
    let folder = package_with_outside_files("outside-right", CHAT);
    let result = run(&folder, &["check", "p"]);
    assert!(
        result.code == 0 && result.errors.starts_with("checked `Chat`, `Chat`, `Other` in 3 files"),
        "{}",
        result.errors
    );
}

#[test]
fn settings_outside_the_package_are_not_shown() {
    let wrong = "hunter2 = [\nmax_width = \"hunter2\"\n";
    for text in [wrong, "max_width = \"hunter2\"\npackage = \"hunter2\"\n"] {
        let files =
            [("outside", text), ("p/src/main.rs", UGLY), ("q/Cargo.toml", MANIFEST), ("q/src/main.rs", UGLY)];
        let folder = folder("settings-outside", &files);
        symlink("../outside", folder.join("p/Cargo.toml")).expect("a link");
        symlink("../outside", folder.join("q/rustfmt.toml")).expect("a link");
        for (arguments, expected) in [
            (["check", "p"], "cannot read `p/Cargo.toml`: it is not a manifest of Cargo's\n"),
            (["fmt", "q"], "rustfmt.toml`: it is not a file of rustfmt's options\n"),
        ] {
            let result = run(&folder, &arguments);
            assert_eq!(result.code, 1);
            assert!(
                !result.errors.contains("hunter2") && result.errors.ends_with(expected),
                "{}",
                result.errors
            );
        }
    }
    // A program outside the package is not shown, either.
    let files = [
        ("outside.rs", "let hunter2 = ("),
        ("p/Cargo.toml", &*format!("{MANIFEST}[lib]\npath = \"../outside.rs\"\n")),
    ];
    let folder = folder("target-outside", &files);
    let result = run(&folder, &["check", "p"]);
    assert!(
        result.code == 1 && result.errors.contains("outside.rs:1:") && !result.errors.contains("hunter2"),
        "{}",
        result.errors
    );
}

#[test]
fn file_outside_the_package_is_formatted_by_its_name_alone() {
    let folder = package_with_outside_files("outside-format", UGLY);
    let (secret, hidden) = (folder.join("outside/secret.rs"), folder.join("outside/hidden.rs"));
    for arguments in [&["fmt", "p"][..], &["fmt", "p/src/main.rs"], &["fmt", "p", "--check"]] {
        let result = run(&folder, arguments);
        assert_eq!((result.code, &*result.output), (0, ""), "{arguments:?}");
        let expected =
            "note: `p/src/link.rs` is outside the package and is not formatted; pass its path to format it\n";
        assert!(result.errors.ends_with(expected), "{}", result.errors);
        assert_eq!((read(&secret), read(&hidden)), (UGLY.to_owned(), UGLY.to_owned()));
    }
    let result = run(&folder, &["fmt", "p", "outside/secret.rs", "p/src/link.rs"]);
    assert_eq!((result.code, &*result.output), (0, "outside/secret.rs\np/src/link.rs\n"));
    assert_eq!((read(&secret), read(&hidden)), (NEAT.to_owned(), NEAT.to_owned()));
    assert!(folder.join("p/src/link.rs").is_symlink());
}

// Writing.

#[test]
fn output_to_a_file_that_was_read_is_refused() {
    let main = format!("mod other;\n{CHAT}");
    let files = [
        ("p/Cargo.toml", MANIFEST),
        ("p/src/main.rs", &*main),
        ("p/src/other.rs", ""),
        ("p/src/not_read.rs", ""),
    ];
    let folder = folder("read", &files);
    let sources = folder.join("p/src");
    symlink("p/src/main.rs", folder.join("symbolic")).expect("a link");
    symlink("symbolic", folder.join("twice")).expect("a link");
    fs::hard_link(sources.join("main.rs"), folder.join("hard")).expect("a link");
    let before = names(&sources);
    for out in [
        "p/src/main.rs",
        "./p/src/../src/main.rs",
        "symbolic",
        "twice",
        "hard",
        "p/src/other.rs",
        "p/Cargo.toml",
    ] {
        for command in ["template", "diagram"] {
            let result = run(&folder, &[command, "p", "--out", out]);
            let expected = format!("error: cannot write `{out}`: it is one of the files that were read\n");
            assert_eq!((result.code, &*result.output, result.errors), (1, "", expected));
        }
        for (path, text) in files {
            assert_eq!(read(folder.join(path)), text, "{out}");
        }
    }
    let result = shell(&folder, "$0 template - --out hard < p/src/main.rs");
    assert_eq!((result.code, read(sources.join("main.rs"))), (1, main.clone()));
    assert_eq!(names(&sources), before, "nothing else is left");

    // A build script's output, which is named after the API.
    symlink("src/main.rs", folder.join("p/Chat.template.json")).expect("a link");
    let built = script(&folder.join("p"), &["src/main.rs", "--out-dir", "."]);
    let expected = "Error: cannot write `./Chat.template.json`: it is one of the files that were read\n";
    assert_eq!((built.code, &*built.errors), (1, expected));
    assert_eq!(read(sources.join("main.rs")), main);

    // The source of a program, which does not read it.
    fs::write(folder.join("chat.rs"), CHAT).expect("a file");
    fs::write(folder.join("client.rs"), "// made before\n").expect("a file");
    symlink("chat.rs", folder.join("chat.json")).expect("a link");
    let chat = |arguments: &[&str]| {
        CommandOutput::from_output(
            program("chat").args(arguments).current_dir(&folder).output().expect("a program"),
        )
    };
    for out in ["chat.rs", "chat.json"] {
        for arguments in [&["template"][..], &["diagram"], &["asyncapi"], &["client", "--lang", "typescript"]]
        {
            let result = chat(&[arguments, &["--out", out]].concat());
            assert_eq!((result.code, read(folder.join("chat.rs"))), (1, CHAT.to_owned()));
            let expected = format!("Error: cannot write `{out}`: it is the source of an API\n");
            assert!(result.errors.ends_with(&expected), "{}", result.errors);
        }
    }
    assert_eq!(chat(&["client", "--lang", "typescript", "--out", "client.rs"]).code, 0);
    assert_ne!(read(folder.join("client.rs")), "// made before\n");

    // The program itself.
    let chat = PathBuf::from(program("chat").get_program());
    let link = folder.join("link");
    symlink(&chat, &link).expect("a link");
    let size = fs::metadata(&chat).expect("a program").len();
    let out = program("chat").args(["template", "--out"]).arg(&link).output().expect("a program");
    assert_eq!(
        (CommandOutput::from_output(out).code, fs::metadata(&chat).expect("a program").len()),
        (1, size)
    );
}

#[test]
fn written_file_keeps_links_and_permissions() {
    let folder = folder("kept", &[("main.rs", CHAT), ("real/chat.json", "before"), ("first", "before")]);
    let real = folder.join("real/chat.json");
    fs::set_permissions(&real, Permissions::from_mode(0o640)).expect("permissions");
    symlink("real/chat.json", folder.join("chat.json")).expect("a link");
    symlink("real/new.json", folder.join("new.json")).expect("a link");
    fs::hard_link(folder.join("first"), folder.join("second")).expect("a link");
    let template = run(&folder, &["template", "main.rs"]).output;
    let inode = |path: &Path| fs::metadata(path).expect("a file").ino();
    let before = (inode(&real), inode(&folder.join("first")));
    for out in ["chat.json", "new.json", "first"] {
        let result = run(&folder, &["template", "main.rs", "--out", out]);
        assert_eq!((result.code, &*result.output, &*result.errors), (0, "", ""), "{out}");
        assert_eq!(read(folder.join(out)), template, "{out}");
    }
    assert!(folder.join("chat.json").is_symlink() && folder.join("new.json").is_symlink());
    assert_ne!(inode(&real), before.0, "a reader of the old file has all of it");
    assert_eq!(fs::metadata(&real).expect("a file").mode() & 0o777, 0o640);
    assert_eq!((read(folder.join("second")), inode(&folder.join("second"))), (template.clone(), before.1));
    assert_eq!(names(&folder.join("real")), ["chat.json", "new.json"], "nothing else is left");

    let made = shell(&folder, "umask 027; $0 template main.rs --out made.json");
    let mode = fs::metadata(folder.join("made.json")).expect("a file").mode() & 0o777;
    assert_eq!((made.code, mode), (0, 0o640));
    // A file with the right content is not written.
    let written = fs::metadata(folder.join("made.json")).expect("a file").ino();
    assert_eq!(run(&folder, &["template", "main.rs", "--out", "made.json"]).code, 0);
    assert_eq!(inode(&folder.join("made.json")), written);
}

#[test]
fn output_to_a_pipe_or_device_is_written_into_it() {
    let folder = folder("devices", &[("main.rs", CHAT)]);
    let template = run(&folder, &["template", "main.rs"]).output;
    fifo(&folder.join("fifo"));
    let pipe = folder.join("fifo");
    let reader = thread::spawn(move || read(pipe));
    assert_eq!(run(&folder, &["template", "main.rs", "--out", "fifo"]).code, 0);
    assert_eq!(reader.join().expect("a reader"), template);
    assert_eq!(names(&folder), ["fifo", "main.rs"]);

    assert_eq!(run(&folder, &["template", "main.rs", "--out", "/dev/stdout"]).output, template);
    let line = "{ echo before; $0 template main.rs --out /dev/stdout; echo after; } > all; \
                $0 template main.rs --out /dev/fd/3 3> three";
    assert_eq!(shell(&folder, line).code, 0);
    assert_eq!(read(folder.join("all")), format!("before\n{template}after\n"));
    assert_eq!(read(folder.join("three")), template);
    let full = run(&folder, &["template", "main.rs", "--out", "/dev/full"]);
    assert!(
        full.code == 1 && full.errors.starts_with("error: cannot write `/dev/full`: "),
        "{}",
        full.errors
    );
    for (out, expected) in [(".", "Is a directory"), ("none/a.json", "No such file or directory")] {
        let result = run(&folder, &["template", "main.rs", "--out", out]);
        assert!(result.code == 1 && result.errors.contains(expected), "{}", result.errors);
    }
}

/// The process may write files of 1 KB, as on a full disk.
#[test]
fn failed_write_leaves_all_files_unchanged() {
    let ugly = format!("{UGLY}{}", "//\n".repeat(2000));
    let files = [
        ("main.rs", CHAT),
        ("out.json", "before"),
        ("first", "before"),
        ("ugly.rs", &*ugly),
        ("hard.rs", &*ugly),
    ];
    let folder = folder("failed", &files);
    fs::hard_link(folder.join("first"), folder.join("second")).expect("a link");
    fs::hard_link(folder.join("hard.rs"), folder.join("harder.rs")).expect("a link");
    let before = names(&folder);
    for arguments in [
        "template main.rs --out out.json",
        "template main.rs --out new.json",
        "template main.rs --out first",
        "fmt ugly.rs",
        "fmt hard.rs",
    ] {
        let result = shell(&folder, &format!("trap '' XFSZ; ulimit -f 1; exec $0 {arguments}"));
        assert!(
            result.code == 1 && result.errors.contains("cannot write `"),
            "{arguments}: {}",
            result.errors
        );
        assert_eq!(names(&folder), before, "{arguments}");
        for (path, text) in files {
            assert_eq!(read(folder.join(path)), text, "{arguments}");
        }
    }
}

#[test]
fn formatted_file_keeps_owner_permissions_and_links() {
    let folder = folder("formatted", &[("owned.rs", UGLY), ("first.rs", UGLY)]);
    let owned = folder.join("owned.rs");
    fs::set_permissions(&owned, Permissions::from_mode(0o604)).expect("permissions");
    fs::hard_link(folder.join("first.rs"), folder.join("second.rs")).expect("a link");
    // Only root may change the owner; for others a group of the user is enough.
    let owner = std::os::unix::fs::chown(&owned, Some(4711), Some(4712));
    let facts = |path: &Path| {
        let file = fs::metadata(path).expect("a file");
        (file.uid(), file.gid(), file.mode() & 0o7777, file.nlink())
    };
    let (before, linked) = (facts(&owned), facts(&folder.join("first.rs")));
    assert_eq!(owner.is_ok(), before.0 == 4711);
    let result = run(&folder, &["fmt", "owned.rs", "first.rs"]);
    assert_eq!((result.code, &*result.output), (0, "owned.rs\nfirst.rs\n"));
    assert_eq!((read(&owned), read(folder.join("second.rs"))), (NEAT.to_owned(), NEAT.to_owned()));
    assert_eq!((facts(&owned), facts(&folder.join("first.rs"))), (before, linked));
    assert_eq!(names(&folder), ["first.rs", "owned.rs", "second.rs"]);
}

// Names.

/// Asserts that no line is a command for a terminal or a CI.
fn assert_harmless(result: &CommandOutput) {
    for text in [&result.output, &result.errors] {
        assert!(!text.chars().any(|c| c.is_control() && c != '\n'), "{text:?}");
        assert!(!text.chars().any(|c| ('\u{202a}'..='\u{202e}').contains(&c)), "{text:?}");
        assert!(text.lines().all(|line| !line.trim_start().starts_with("::")), "{text:?}");
    }
}

#[test]
fn file_name_is_shown_escaped_on_one_line() {
    let wrong = "mod gone;\nwebsocket_api! { Chat { rotues:{} } }\n";
    for (name, shown) in [
        ("a\n::error::b.rs", "a\\n::error::b.rs"),
        ("a\r::error::b.rs", "a\\r::error::b.rs"),
        ("a\u{1b}[31mb.rs", "a\\u{1b}[31mb.rs"),
        ("a\u{202e}b.rs", "a\\u{202e}b.rs"),
        ("::error::b.rs", "./::error::b.rs"),
        (" ::error::b.rs", "./ ::error::b.rs"),
    ] {
        let folder = folder("names", &[(name, wrong)]);
        for (arguments, expected) in [
            (&["check", name][..], format!(" --> {shown}:2:25\n")),
            (&["check", name, "--format", "short"], format!("{shown}:2:25: error: ")),
            (&["check", name, "--format", "short"], format!("{shown}:1:5: error: ")),
            (&["template", name], format!(" --> {shown}:2:25\n")),
            (&["fmt", name, "--check"], format!("--- {shown}\n+++ {shown}\n")),
            (&["fmt", name], format!("{shown}\n")),
            (&["check", &*format!("{name}.gone")], format!("cannot read `{shown}.gone`: ")),
            (&["template", name, "--out", &*format!("gone/{name}")], "gone/".to_owned()),
        ] {
            let result = run(&folder, arguments);
            assert_harmless(&result);
            assert!(
                format!("{}{}", result.output, result.errors).contains(&expected),
                "{arguments:?}: {result:?}"
            );
        }
        // JSON has the original name.
        let folder = self::folder("names", &[(name, wrong)]);
        let result = run(&folder, &["check", name, "--format", "json"]);
        let object: serde_json::Value =
            serde_json::from_str(result.output.lines().next().expect("a line")).expect("JSON");
        assert_eq!(object["file"], name);
    }
    let folder = folder("names", &[]);
    let name = OsStr::from_bytes(b"a\xff\n::error::b.rs");
    fs::write(folder.join(name), wrong).expect("a file");
    let output = command(&folder, &["check"]).arg(name).arg("--format").arg("short").output();
    let result = CommandOutput::from_output(output.expect("the command"));
    assert_harmless(&result);
    assert!(result.errors.starts_with("a\\xff\\n::error::b.rs:1:5: error: "), "{}", result.errors);
}

#[test]
fn words_of_a_declaration_are_shown_escaped_on_one_line() {
    for word in ["\\n::error::x", "\\r::error::x", "\\u{1b}[31m", "\\u{202e}"] {
        let text = format!(
            "websocket_api! {{ Chat {{ routes: {{ \"a{word}\": f, $default: f }}, \"{word}\": 1, stage: \"{word}\", \
             resources: {{ \"{word}\": {{ Type: \"{word}\" }} }}, outputs: {{ \"{word}\": \"${{{word}}}\" }}, \
             access_log: {{ retention: \"{word}\", format: \"$context.{word}\" }} }} }}\n"
        );
        let folder = folder("words", &[("main.rs", &text)]);
        for arguments in [
            &["check", "main.rs"][..],
            &["check", "main.rs", "--format", "short"],
            &["check", "main.rs", "--format", "json"],
            &["template", "main.rs"],
            &["routes", "main.rs"],
            &["diagram", "main.rs"],
        ] {
            let result = run(&folder, arguments);
            assert_harmless(&result);
            assert_eq!(result.code, 1, "{arguments:?}");
        }
        let built = script(&folder, &["main.rs"]);
        assert!(built.output.lines().all(|line| line.starts_with("cargo::")), "{}", built.output);
        assert!(!built.output.contains('\u{1b}'), "{}", built.output);
    }
    // A valid character that would change the displayed text.
    let bidi = "websocket_api! { Chat { routes: { \"a\\u{202e}b\": f } } }\n";
    let folder = folder("words", &[("main.rs", bidi)]);
    for arguments in [["routes", "main.rs"], ["diagram", "main.rs"]] {
        let result = run(&folder, &arguments);
        assert_harmless(&result);
        assert_eq!(result.code, 0, "{}", result.errors);
    }
    // A name on the command line. clap prints its own usage errors, with the arguments as they are.
    assert_harmless(&run(&folder, &["template", "main.rs", "--api", "\n::error::\u{1b}x"]));
}

/// Each line of a build script is one of Cargo's instructions.
#[test]
fn name_with_a_line_break_gives_cargo_no_instruction() {
    for (main, read) in [
        ("#[path = \"a\\ncargo::rustc-env=X=Y.rs\"] mod a;", Some("a\ncargo::rustc-env=X=Y.rs")),
        ("#[path = \"a\\ncargo::rustc-env=X=Y.rs\"] mod a;", None),
        ("#[path = \"a\\rcargo::rustc-env=X=Y.rs\"] mod a;", None),
    ] {
        let folder = folder("cargo", &[("main.rs", &*format!("{main}\n{CHAT}"))]);
        if let Some(path) = read {
            folder::write(&folder.join(path), CHAT);
        }
        let result = script(&folder, &["main.rs"]);
        assert_eq!(result.code, 1);
        assert!(!result.output.lines().any(|line| line.contains("rustc-env=X")), "{}", result.output);
        let expected = "cargo::rustc-env=X=Y.rs`: its name has a line break, which Cargo cannot read\n";
        assert!(
            result.errors.starts_with("Error: cannot read `a\\") && result.errors.ends_with(expected),
            "{}",
            result.errors
        );
        assert_eq!(result.errors.lines().count(), 1);
    }
    let folder = folder("cargo", &[("main.rs", CHAT)]);
    for arguments in [
        &["main.rs", "--out-dir", "a\ncargo::rustc-env=X=Y"][..],
        &["main.rs", "--stack", "A\ncargo::rustc-env=X=Y", "Chat"],
        &["gone\ncargo::rustc-env=X=Y"],
    ] {
        let result = script(&folder, arguments);
        assert_eq!(result.code, 1, "{arguments:?}");
        assert!(
            !result.output.lines().any(|line| line.starts_with("cargo::rustc-env=X")),
            "{}",
            result.output
        );
        assert_eq!(result.errors.lines().count(), 1, "{}", result.errors);
    }
}
