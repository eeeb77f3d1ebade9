use std::{convert::Infallible, fmt};

/// The error of an event that an extractor rejects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejection {
    status: u16,
    message: String,
}

impl Rejection {
    /// The client sent what the handler cannot take: status 400. An authorizer answers 401.
    pub fn bad_request(message: impl Into<String>) -> Self {
        Rejection { status: 400, message: message.into() }
    }

    /// A rejection whose cause is the program or the API, not the client: the function fails.
    pub fn internal(message: impl Into<String>) -> Self {
        Rejection { status: 500, message: message.into() }
    }

    /// Another status, 400 to 599; from 500 on the function fails.
    #[must_use]
    pub fn with_status(mut self, status: u16) -> Self {
        self.status = status.clamp(400, 599);
        self
    }

    /// The status of the answer.
    pub fn status(&self) -> u16 {
        self.status
    }

    /// Returns the reason.
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for Rejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Rejection {}

impl From<Infallible> for Rejection {
    fn from(never: Infallible) -> Self {
        match never {}
    }
}
