use std::{error::Error as StdError, fmt};

use websocket_api_model::limits;

use super::endpoint::VARIABLES;
use crate::connection_id::has_form;

/// The error of a call to the `@connections` API.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The connection is closed, or `$connect` has not returned yet, or the id is of no connection (status 410, and 400 for an
    /// ID that has API Gateway's form). A stored id can be forgotten.
    Gone,
    /// The data is larger than 128 KB (131,072 bytes). Nothing was sent.
    PayloadTooLarge {
        /// Its bytes.
        size: usize,
    },
    /// AWS refused the caller (status 403): the role may not `execute-api:ManageConnections`, the credentials are wrong or
    /// expired, or the endpoint is of another API or stage.
    Forbidden {
        /// AWS's message. It may be empty.
        message: String,
    },
    /// Still throttled after the last attempt (status 429): the account's requests, or a client that reads too slowly.
    LimitExceeded,
    /// The ID does not have the form of API Gateway's IDs (status 400). An empty ID, `.` and `..` are refused without a call.
    InvalidId {
        /// The reason.
        message: String,
    },
    /// The endpoint is not the URL of an API.
    Endpoint {
        /// The endpoint.
        endpoint: String,
        /// The reason.
        reason: &'static str,
    },
    /// There are no credentials to sign with, or none that this client can use. The text says what to do.
    Credentials {
        /// The reason, and the remedy.
        message: String,
    },
    /// The Region of the signature is unknown: the endpoint is a custom domain, and the configuration has no Region.
    Region,
    /// A value could not be written as JSON. Nothing was sent.
    Serialize(serde_json::Error),
    /// The network failed: no address, no connection, no TLS, or it broke off. If it broke off, the message may
    /// have arrived.
    Transport(Box<dyn StdError + Send + Sync>),
    /// There was no answer within 5 seconds. The message may have arrived.
    Timeout,
    /// An answer that AWS does not document, or a failure of AWS's (status 5xx) at the last attempt.
    Unexpected {
        /// The HTTP status.
        status: u16,
        /// The message of the response. It may be empty.
        message: String,
    },
}

impl Error {
    /// Returns `true` if the connection does not exist. A stored ID can be removed.
    pub fn is_gone(&self) -> bool {
        matches!(self, Error::Gone)
    }

    /// Returns the error of an unsuccessful status. `size` is the size of the sent data, in bytes.
    pub(crate) fn from_status(status: u16, message: String, size: usize) -> Self {
        match status {
            // API Gateway's words are `Invalid connectionId: …`; any other 400 is not about the ID.
            400 if message.is_empty() || message.contains("connectionId") => Error::InvalidId { message },
            403 => Error::Forbidden { message },
            410 => Error::Gone,
            413 => Error::PayloadTooLarge { size },
            429 => Error::LimitExceeded,
            _ => Error::Unexpected { status, message },
        }
    }

    /// Returns the error of a call for this ID: an ID of the right form that is refused is of no connection.
    pub(crate) fn for_call(self, id: &str) -> Self {
        match self {
            Error::InvalidId { .. } if has_form(id) => Error::Gone,
            other => other,
        }
    }

    pub(crate) fn transport(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Error::Transport(source.into())
    }

    pub(crate) fn credentials(message: impl Into<String>) -> Self {
        Error::Credentials { message: message.into() }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Gone => f.write_str("the connection does not exist"),
            Error::PayloadTooLarge { size } => {
                write!(f, "message of {size} bytes exceeds API Gateway's limit of {}", limits::MESSAGE)
            }
            Error::Forbidden { message } => {
                f.write_str(
                    "AWS rejected the call: it requires `execute-api:ManageConnections` on this API",
                )?;
                detail(f, message)
            }
            Error::LimitExceeded => f.write_str("AWS throttled the call, or the client reads too slowly"),
            Error::InvalidId { message } => {
                f.write_str("invalid connection ID")?;
                detail(f, message)
            }
            Error::Endpoint { endpoint, reason } => {
                write!(f, "`{endpoint}` is not the endpoint of an API: {reason}")
            }
            Error::Credentials { message } => f.write_str(message),
            Error::Region => write!(
                f,
                "the AWS Region is unknown: set `AWS_REGION`, or a default host \
                 (https://abc.execute-api.eu-west-1.amazonaws.com/prod) in `{}`",
                VARIABLES[0]
            ),
            Error::Serialize(source) => write!(f, "cannot write the message as JSON: {source}"),
            Error::Transport(source) => {
                write!(f, "cannot reach the endpoint: {source}")?;
                // hyper's own words end before the cause: "client error (Connect)".
                let mut cause = source.source();
                while let Some(error) = cause {
                    write!(f, ": {error}")?;
                    cause = error.source();
                }
                Ok(())
            }
            Error::Timeout => f.write_str("the endpoint did not answer in time"),
            Error::Unexpected { status, message } => {
                write!(f, "the endpoint answered with status {status}")?;
                detail(f, message)
            }
        }
    }
}

fn detail(f: &mut fmt::Formatter<'_>, message: &str) -> fmt::Result {
    if message.is_empty() { Ok(()) } else { write!(f, ": {message}") }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            // `Display` ends with the cause, so this is the cause of the cause.
            Error::Serialize(source) => source.source(),
            // `Display` ends with all causes.
            _ => None,
        }
    }
}
