use std::{error::Error as StdError, fmt};

use websocket_api_model::{escape, rules::Violations};

use crate::{change_error::ChangeError, state::StateError};

/// The result of running an API.
pub type Result<T = ()> = std::result::Result<T, Error>;

/// The error of this crate: one variant for each of its parts that can fail.
///
/// Its `Debug` is the error and its causes in one line, so that `async fn main() -> websocket_api::Result` ends in a readable one.
#[non_exhaustive]
pub enum Error {
    /// AsyncAPI documents, clients or models of messages could not be made.
    #[cfg(feature = "asyncapi")]
    AsyncApi(crate::asyncapi::Error),
    /// A change of an API was rejected.
    Change(ChangeError),
    /// The program's command line failed.
    #[cfg(feature = "cli")]
    Cli(crate::cli_error::CliError),
    /// A call of the `@connections` API failed, in a handler that returns [`Result`].
    #[cfg(feature = "connections")]
    ConnectionsApi(crate::connections::Error),
    /// The local gateway could not start.
    #[cfg(feature = "gateway")]
    Gateway(crate::gateway_error::Error),
    /// The API violates rules of `websocket_api!` with the routes or permissions that were added, or the APIs of a stack cannot
    /// be in one template.
    Invalid(Violations),
    /// The program cannot run where it was started.
    #[cfg(any(feature = "lambda", feature = "gateway"))]
    Run(crate::run_error::RunError),
    /// The API's state could not be made.
    State(StateError),
}

impl Error {
    /// Returns the error of the part that failed.
    fn part(&self) -> &(dyn StdError + 'static) {
        match self {
            #[cfg(feature = "asyncapi")]
            Error::AsyncApi(error) => error,
            Error::Change(error) => error,
            #[cfg(feature = "cli")]
            Error::Cli(error) => error,
            #[cfg(feature = "connections")]
            Error::ConnectionsApi(error) => error,
            #[cfg(feature = "gateway")]
            Error::Gateway(error) => error,
            Error::Invalid(error) => error,
            #[cfg(any(feature = "lambda", feature = "gateway"))]
            Error::Run(error) => error,
            Error::State(error) => error,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self.part(), f)
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&escape::error(self))
    }
}

impl StdError for Error {
    /// Returns the cause of the part's error, whose text is this error's text.
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.part().source()
    }
}

macro_rules! from {
    ($($(#[$condition:meta])? $variant:ident($error:ty);)+) => {
        $($(#[$condition])? impl From<$error> for Error {
            fn from(error: $error) -> Self {
                Error::$variant(error)
            }
        })+
    };
}

from! {
    #[cfg(feature = "asyncapi")] AsyncApi(crate::asyncapi::Error);
    Change(ChangeError);
    #[cfg(feature = "cli")] Cli(crate::cli_error::CliError);
    #[cfg(feature = "connections")] ConnectionsApi(crate::connections::Error);
    #[cfg(feature = "gateway")] Gateway(crate::gateway_error::Error);
    Invalid(Violations);
    #[cfg(any(feature = "lambda", feature = "gateway"))] Run(crate::run_error::RunError);
    State(StateError);
}

#[cfg(feature = "cli")]
impl From<websocket_api_model::files::Error> for Error {
    fn from(error: websocket_api_model::files::Error) -> Self {
        crate::cli_error::CliError::File(error).into()
    }
}
