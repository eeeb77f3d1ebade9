//! A program that serves its API locally with its command `dev`.

use std::{
    io::{self, BufRead, BufReader, PipeReader},
    process::{Command, ExitStatus},
};

use crate::{cargo::program, judges::Dialogue};

/// The lines of a program's standard error.
pub type Errors = io::Lines<BufReader<PipeReader>>;

/// A running `dev`. Dropping it kills it.
#[derive(Debug)]
pub struct Dev {
    process: Dialogue,
    url: String,
    announcement: String,
}

impl Dev {
    /// Serves the chat on a free port, with these options.
    ///
    /// # Panics
    /// If the program does not announce its URL.
    pub fn start(options: &[&str]) -> Self {
        Dev::run(program("chat"), options)
    }

    /// Serves a program's API on a free port, with these options. Also returns its standard error.
    ///
    /// # Panics
    /// If the program does not announce its URL.
    pub fn watch(mut program: Command, options: &[&str]) -> (Self, Errors) {
        let (errors, writer) = io::pipe().expect("a pipe");
        program.stderr(writer);
        (Dev::run(program, options), BufReader::new(errors).lines())
    }

    fn run(mut program: Command, options: &[&str]) -> Self {
        program.args(["dev", "--port", "0"]).args(options);
        let mut process = Dialogue::start(program);
        let first = process.line();
        let (_, url) = first.trim_end().split_once(" is served at ").unwrap_or_else(|| panic!("{first:?}"));
        let mut announcement = first.clone();
        while !announcement.ends_with("Ctrl-C stops.\n") {
            let line = process.line();
            assert!(!line.is_empty(), "ended after {announcement:?}");
            announcement += &line;
        }
        Dev { url: url.to_owned(), announcement, process }
    }

    /// Returns the text that the program prints when it is ready.
    pub fn announcement(&self) -> &str {
        &self.announcement
    }

    /// Returns the program.
    pub fn process(&mut self) -> &mut Dialogue {
        &mut self.process
    }

    /// Returns the URL for clients.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Returns the endpoint for backends.
    pub fn endpoint(&self) -> String {
        self.url.replacen("ws:", "http:", 1)
    }

    /// Returns the URL of the console page.
    ///
    /// # Panics
    /// If the URL has no stage.
    pub fn console(&self) -> String {
        let endpoint = self.endpoint();
        let (origin, _stage) = endpoint.rsplit_once('/').expect("a stage");
        format!("{origin}/")
    }

    /// Interrupts the program as Ctrl-C does, and waits for it to exit.
    ///
    /// # Panics
    /// If the signal cannot be sent.
    pub fn interrupt(mut self) -> ExitStatus {
        self.process.interrupt()
    }
}
