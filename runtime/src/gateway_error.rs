use std::{fmt, io, net::SocketAddr};

use crate::connections;

/// The error of a local gateway that cannot start.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The gateway cannot listen.
    Listen {
        /// The address; `None` if it could not be resolved.
        address: Option<SocketAddr>,
        /// The reason.
        source: io::Error,
    },
    /// The gateway's threads cannot be started.
    Threads(io::Error),
    /// The gateway's `@connections` API cannot be called, because the name of its stage is not valid in a URL.
    StageUrl(connections::Error),
    /// A route has `validate: true`, and the program is built without the feature `asyncapi`.
    WithoutValidation {
        /// The route's key.
        route: String,
    },
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Listen { address: Some(address), .. } => write!(f, "cannot listen on {address}"),
            Error::Listen { address: None, .. } => f.write_str("cannot listen"),
            Error::Threads(_) => f.write_str("cannot start the gateway's threads"),
            Error::StageUrl(error) => error.fmt(f),
            Error::WithoutValidation { route } => write!(
                f,
                "`{route}` has `validate: true`; build the program with the feature `asyncapi` of `websocket-api` to serve \
                 it here"
            ),
        }
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Error::Listen { source, .. } | Error::Threads(source) => Some(source),
            Error::StageUrl(error) => error.source(),
            Error::WithoutValidation { .. } => None,
        }
    }
}
