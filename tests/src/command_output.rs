//! The exit code and the output of a command.

use std::{
    io::Write,
    process::{Command, Output, Stdio},
    thread,
};

/// The exit code and the output of a command.
#[derive(Debug)]
pub struct CommandOutput {
    pub code: i32,
    pub output: String,
    pub errors: String,
}

impl CommandOutput {
    /// Reads the output of a process that has exited.
    ///
    /// # Panics
    /// If the process was killed, or its output is not UTF-8.
    pub fn from_output(output: Output) -> Self {
        CommandOutput {
            code: output.status.code().expect("an exit code"),
            output: String::from_utf8(output.stdout).expect("UTF-8"),
            errors: String::from_utf8(output.stderr).expect("UTF-8"),
        }
    }

    /// Runs a command with this standard input.
    ///
    /// # Panics
    /// If the command cannot be started, and as [`CommandOutput::from_output`].
    pub fn run_with_input(command: &mut Command, input: &str) -> Self {
        let mut process = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("a program");
        let mut pipe = process.stdin.take().expect("a pipe");
        let input = input.to_owned();
        // Writing fails only if the command does not read. A thread writes long input while the output is
        // read.
        let writing = thread::spawn(move || _ = pipe.write_all(input.as_bytes()));
        let output = process.wait_with_output().expect("an end");
        writing.join().expect("the input");
        Self::from_output(output)
    }
}
