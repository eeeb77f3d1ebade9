//! Programs that are not Rust, in the virtual environment that `tests/run` installs under `target/judges`.

use std::{
    fmt::Display,
    io::{BufRead, BufReader, Write},
    path::{Path, PathBuf},
    process::{Child, ChildStdin, ChildStdout, Command, ExitStatus, Stdio},
};

use crate::cargo::workspace;

/// Returns a program of the virtual environment.
///
/// # Panics
/// If the program is missing.
pub fn judge(name: &str) -> Command {
    Command::new(installed(&format!("judges/bin/{name}")))
}

/// Returns the path of a tool that `tests/run` installed under `target`.
///
/// # Panics
/// If the tool is missing.
pub fn installed(place: &str) -> PathBuf {
    let path = workspace().join("target").join(place);
    assert!(path.exists(), "{} is missing: `tests/run` installs it", path.display());
    path
}

/// Returns a Python program of this folder, with these arguments.
///
/// # Panics
/// If there is no Python.
pub fn script(name: &str, arguments: &[&str]) -> Command {
    let mut command = judge("python");
    command.arg(Path::new(env!("CARGO_MANIFEST_DIR")).join(name)).args(arguments);
    command
}

/// A running program that reads and writes lines. Dropping it kills it.
#[derive(Debug)]
pub struct Dialogue {
    process: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
}

impl Dialogue {
    /// Starts a program.
    ///
    /// # Panics
    /// If the program cannot be started.
    pub fn start(mut command: Command) -> Self {
        let mut process = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("a program");
        let input = process.stdin.take().expect("a pipe");
        let output = BufReader::new(process.stdout.take().expect("a pipe"));
        Self { process, input, output }
    }

    /// Sends a line.
    ///
    /// # Panics
    /// If the program has ended.
    pub fn say(&mut self, line: impl Display) {
        writeln!(self.input, "{line}").expect("a program that listens");
    }

    /// Waits for a line, and returns it with its newline. The line is empty if the program has ended.
    ///
    /// # Panics
    /// If the line is not UTF-8.
    pub fn line(&mut self) -> String {
        let mut line = String::new();
        self.output.read_line(&mut line).expect("a line of UTF-8");
        line
    }

    /// Sends the program a signal: `INT`, as Ctrl-C does, or `TERM`.
    ///
    /// # Panics
    /// If the signal cannot be sent.
    pub fn signal(&self, name: &str) {
        let id = self.process.id().to_string();
        let sent = Command::new("kill").args(["-s", name, &id]).status().expect("kill");
        assert!(sent.success(), "kill: {sent}");
    }

    /// Waits for the program to exit.
    ///
    /// # Panics
    /// If waiting fails.
    pub fn wait(&mut self) -> ExitStatus {
        self.process.wait().expect("a process that ends")
    }

    /// Interrupts the program as Ctrl-C does, and waits for its end.
    ///
    /// # Panics
    /// If the signal cannot be sent.
    pub fn interrupt(&mut self) -> ExitStatus {
        self.signal("INT");
        self.wait()
    }

    /// Waits for a line with the port that the program serves on.
    ///
    /// # Panics
    /// If the line is not a port.
    pub fn port(&mut self) -> u16 {
        let line = self.line();
        line.trim().parse().unwrap_or_else(|_| panic!("no port, but {line:?}"))
    }
}

impl Drop for Dialogue {
    fn drop(&mut self) {
        // Both calls fail only if the program has ended.
        _ = self.process.kill();
        _ = self.process.wait();
    }
}
