//! What a command said when it had ended.

use std::{
    io::Write,
    process::{Command, Output, Stdio},
    thread,
};

/// Its exit code, and what it wrote.
#[derive(Debug)]
pub struct Said {
    pub code: i32,
    pub output: String,
    pub errors: String,
}

impl Said {
    /// Of a process that has ended.
    ///
    /// # Panics
    /// When it was killed, or wrote what is not UTF-8.
    pub fn of(output: Output) -> Self {
        Said {
            code: output.status.code().expect("an exit code"),
            output: String::from_utf8(output.stdout).expect("UTF-8"),
            errors: String::from_utf8(output.stderr).expect("UTF-8"),
        }
    }

    /// Of a command that is given this on standard input.
    ///
    /// # Panics
    /// When it cannot be started, besides.
    pub fn to(command: &mut Command, input: &str) -> Self {
        let mut process = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("a program");
        let mut pipe = process.stdin.take().expect("a pipe");
        let input = input.to_owned();
        // It fails only if nobody reads. What is long is read while the output is.
        let writing = thread::spawn(move || _ = pipe.write_all(input.as_bytes()));
        let output = process.wait_with_output().expect("an end");
        writing.join().expect("the input");
        Self::of(output)
    }
}
