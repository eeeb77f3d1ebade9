//! Third-party clients: boto3 and Python's `websockets`, in `clients.py`.

use serde_json::{Value, json};

use crate::judges::{Dialogue, script};

/// The process of the clients. Dropping it kills it, and closes its connections.
#[derive(Debug)]
pub struct Clients(Dialogue);

impl Clients {
    /// Starts the process.
    ///
    /// # Panics
    /// If the process cannot be started.
    pub fn start() -> Self {
        Clients(Dialogue::start(script("clients.py", &[])))
    }

    /// Calls a function of the script with these arguments, and returns its result.
    ///
    /// # Panics
    /// If the script fails, which ends it.
    pub fn ask(&mut self, function: &str, mut arguments: Value) -> Value {
        arguments["do"] = function.into();
        self.0.say(arguments);
        let line = self.0.line();
        serde_json::from_str(&line).unwrap_or_else(|_| panic!("{function}: no JSON, but {line:?}"))
    }

    /// Connects a client.
    ///
    /// # Panics
    /// If the handshake is rejected.
    pub fn connect(&mut self, name: &str, url: &str) {
        let answer = self.ask("connect", json!({ "name": name, "url": url }));
        assert_eq!(answer["status"], 101, "{answer}");
    }

    /// Sends a message as a client.
    pub fn say(&mut self, name: &str, text: &str) {
        self.ask("say", json!({ "name": name, "text": text }));
    }

    /// Returns the next message to a client.
    ///
    /// # Panics
    /// If it is not text.
    pub fn hear(&mut self, name: &str) -> String {
        match self.ask("hear", json!({ "name": name })) {
            Value::String(text) => text,
            other => panic!("{other}"),
        }
    }

    /// Returns the next message to a client, which is JSON.
    ///
    /// # Panics
    /// If it is not JSON.
    pub fn hear_json(&mut self, name: &str) -> Value {
        let text = self.hear(name);
        serde_json::from_str(&text).unwrap_or_else(|_| panic!("no JSON, but {text}"))
    }

    /// Returns the code and the reason with which a client's connection was closed.
    pub fn closed(&mut self, name: &str) -> Value {
        self.ask("closed", json!({ "name": name }))
    }
}
