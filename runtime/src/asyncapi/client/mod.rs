//! Clients of an API, written down for those who use it.

mod heartbeat;
mod rust;
mod shape;
mod typescript;

use super::Contract;
use crate::{Result, WebSocketApi};

/// What a client is written in.
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

impl<S> WebSocketApi<S> {
    /// A client of the API, whose types are those of the handlers.
    ///
    /// # Errors
    /// If the language has no type for a schema, which only Rust may not have.
    pub fn client(&self, language: Language) -> Result<Client> {
        let contract = Contract::of(self);
        let source = match language {
            Language::TypeScript => typescript::client(self.declaration(), &contract),
            Language::Rust => rust::client(self.declaration(), &contract)?,
        };
        let mut notes: Vec<String> = contract.undescribed.iter().map(ToString::to_string).collect();
        notes.extend(
            heartbeat::Heartbeat::of(self.declaration(), &contract)
                .is_none()
                .then(|| heartbeat::NONE.to_owned()),
        );
        Ok(Client { source, notes })
    }
}

impl Client {
    /// The source, with a final newline.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// What the client cannot do, because the declaration or a handler's types do not say enough: a sentence each.
    pub fn notes(&self) -> impl Iterator<Item = &str> {
        self.notes.iter().map(String::as_str)
    }
}
