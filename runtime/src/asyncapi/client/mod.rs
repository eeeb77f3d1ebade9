//! Clients of an API, written down for those who use it.

mod heartbeat;
mod rust;
mod shape;
mod typescript;

use websocket_api_model::declaration::Declaration;

use self::heartbeat::{Heartbeat, NO_HEARTBEAT};
use super::{Contract, Error};

/// The language of a client.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
#[non_exhaustive]
pub enum Language {
    /// One file without dependencies, for browsers and Node.
    #[cfg_attr(feature = "cli", value(name = "typescript", alias = "ts"))]
    TypeScript,
    /// A module over `tokio-tungstenite`.
    Rust,
}

/// A client of an API: the source of one file.
#[derive(Clone, Debug)]
pub struct Client {
    source: String,
    notes: Vec<String>,
}

impl Client {
    pub(crate) fn new(
        declaration: &Declaration,
        contract: &Contract,
        language: Language,
    ) -> Result<Client, Error> {
        let source = match language {
            Language::TypeScript => typescript::client(declaration, contract),
            Language::Rust => rust::client(declaration, contract)?,
        };
        let mut notes: Vec<String> = contract.opaque_types.iter().map(ToString::to_string).collect();
        if Heartbeat::new(declaration, contract).is_none() {
            notes.push(NO_HEARTBEAT.to_owned());
        }
        Ok(Client { source, notes })
    }

    /// The source, with a final newline.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Returns a sentence for each thing that the client cannot do, because the declaration or a handler's types do not say enough.
    pub fn notes(&self) -> impl Iterator<Item = &str> {
        self.notes.iter().map(String::as_str)
    }
}
