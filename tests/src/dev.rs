//! The chat served on this machine by its command `dev`.

use std::process::{Command, ExitStatus};

use crate::{cargo::chat, judges::Dialogue};

/// A running `dev`. Dropping it kills it.
#[derive(Debug)]
pub struct Dev {
    process: Dialogue,
    url: String,
}

impl Dev {
    /// Serves the chat on a free port, with these options.
    ///
    /// # Panics
    /// When it does not say where.
    pub fn start(options: &[&str]) -> Self {
        let mut command = Command::new(chat());
        command.args(["dev", "--port", "0"]).args(options);
        let mut process = Dialogue::start(command);
        let line = process.line();
        let url = line.trim_end().strip_prefix("Chat is served at ").unwrap_or_else(|| panic!("{line:?}"));
        Dev { url: url.to_owned(), process }
    }

    /// What clients connect to.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// What backends have as their endpoint.
    pub fn endpoint(&self) -> String {
        self.url.replacen("ws:", "http:", 1)
    }

    /// The console page.
    ///
    /// # Panics
    /// When the URL has no stage.
    pub fn console(&self) -> String {
        let endpoint = self.endpoint();
        let (origin, _stage) = endpoint.rsplit_once('/').expect("a stage");
        format!("{origin}/")
    }

    /// Interrupts it as Ctrl-C does, and waits for its end.
    ///
    /// # Panics
    /// When it cannot be interrupted.
    pub fn interrupt(mut self) -> ExitStatus {
        self.process.interrupt()
    }
}
