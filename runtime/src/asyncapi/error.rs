use std::fmt;

/// The error of the contract with clients.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// API Gateway cannot validate the messages of a route with `validate: true`.
    Model {
        /// The route's key.
        route: String,
        /// The reason.
        reason: String,
    },
    /// A client cannot be written, for this reason: a schema has no type in its language.
    Client(String),
    /// A text is not an AsyncAPI document, for this reason.
    NotAsyncApi(String),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Model { route, reason } => {
                write!(f, "API Gateway cannot validate the messages of `{route}`: {reason}")
            }
            Error::Client(reason) => write!(f, "no client can be written: {reason}"),
            Error::NotAsyncApi(reason) => write!(
                f,
                "this is no AsyncAPI 3 document in JSON, as the command `asyncapi` writes it without `--format yaml`: {reason}"
            ),
        }
    }
}

impl std::error::Error for Error {}
