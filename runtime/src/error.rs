use std::fmt;

use websocket_api_model::{escape, limits, rules::Violations};

/// The result of running an API.
pub type Result<T = ()> = std::result::Result<T, Error>;

/// Why a program could not do what it was asked to.
///
/// Its `Debug` is its `Display` in one line, so that `async fn main() -> websocket_api::Result` ends in a readable one.
#[non_exhaustive]
pub enum Error {
    /// The program's command line failed.
    #[cfg(feature = "cli")]
    Cli(crate::CliError),
    /// API Gateway cannot compare the messages of a route with `validate: true` with their type.
    #[cfg(any(feature = "asyncapi", feature = "gateway"))]
    Model {
        /// The route's key.
        route: String,
        /// What is in the way.
        reason: String,
    },
    /// A route has `validate: true`, and this program was built without what compares messages on localhost.
    #[cfg(feature = "gateway")]
    WithoutValidation {
        /// The route's key.
        route: String,
    },
    /// A client cannot be written: a schema has no type in its language.
    #[cfg(feature = "asyncapi")]
    Client(
        /// Why not.
        String,
    ),
    /// What is to be compared with is no AsyncAPI document.
    #[cfg(feature = "asyncapi")]
    NoAsyncApi(
        /// Why not.
        String,
    ),
    /// A gateway cannot listen.
    #[cfg(feature = "gateway")]
    Listen {
        /// Where; `None` if the address is none.
        address: Option<std::net::SocketAddr>,
        /// Why not.
        source: std::io::Error,
    },
    /// The threads of a gateway cannot be started.
    #[cfg(feature = "gateway")]
    Threads(std::io::Error),
    /// A gateway's own `@connections` cannot be called: its stage has a name that no URL has.
    #[cfg(feature = "gateway")]
    StageUrl(crate::connections::Error),
    /// A call of `@connections` failed, in a handler that returns [`Result`].
    #[cfg(feature = "connections")]
    ConnectionsCall(crate::connections::Error),
    /// The API's state could not be made.
    State(Box<dyn std::error::Error + Send + Sync>),
    /// The program was started by Lambda without what Lambda gives every function.
    Environment {
        /// The variable that is missing, or has another value than Lambda gives it.
        name: &'static str,
    },
    /// Lambda's runtime API could not be used.
    Lambda(Box<dyn std::error::Error + Send + Sync>),
    /// One artifact serves several APIs, and the function's environment does not say which one it is for.
    WhichApi {
        /// What the variable says.
        name: Option<String>,
    },
    /// The program was not started by Lambda, and is built without the feature `cli`.
    NotOnLambda,
    /// The program was started by Lambda, and is built without the feature `lambda`.
    WithoutLambda,
    /// A route was added whose key is another's.
    RouteExists {
        /// The key.
        key: String,
    },
    /// There is no route to attach permissions to.
    NoRoute {
        /// The key.
        key: String,
    },
    /// A route's function exists already, so its role is not ours to change.
    ForeignFunction {
        /// The route's key.
        key: String,
    },
    /// A permission is neither a service nor an action nor a declared resource.
    NoPermission {
        /// What it says.
        name: String,
    },
    /// The API violates rules of `websocket_api!` with the routes or permissions that were added, or the APIs of a stack cannot
    /// be in one template.
    Invalid(Violations),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            #[cfg(feature = "cli")]
            Error::Cli(error) => error.fmt(f),
            #[cfg(any(feature = "asyncapi", feature = "gateway"))]
            Error::Model { route, reason } => {
                write!(f, "API Gateway cannot validate the messages of `{route}`: {reason}")
            }
            #[cfg(feature = "gateway")]
            Error::WithoutValidation { route } => write!(
                f,
                "`{route}` has `validate: true`; build the program with the feature `asyncapi` of `websocket-api` to serve \
                 it here"
            ),
            #[cfg(feature = "asyncapi")]
            Error::Client(reason) => write!(f, "no client can be written: {reason}"),
            #[cfg(feature = "asyncapi")]
            Error::NoAsyncApi(reason) => write!(
                f,
                "this is no AsyncAPI 3 document in JSON, as the command `asyncapi` writes it without `--format yaml`: {reason}"
            ),
            #[cfg(feature = "gateway")]
            Error::Listen { address: Some(address), source } => write!(f, "cannot listen on {address}: {source}"),
            #[cfg(feature = "gateway")]
            Error::Listen { address: None, source } => write!(f, "cannot listen: {source}"),
            #[cfg(feature = "gateway")]
            Error::Threads(source) => write!(f, "cannot start the gateway's threads: {source}"),
            #[cfg(feature = "gateway")]
            Error::StageUrl(source) => source.fmt(f),
            #[cfg(feature = "connections")]
            Error::ConnectionsCall(source) => source.fmt(f),
            Error::State(source) => write!(f, "the API's state could not be made: {source}"),
            Error::Environment { name } => {
                write!(f, "`{name}` is not in the environment as Lambda sets it, though it started this program")
            }
            Error::Lambda(source) => write!(f, "Lambda's runtime API failed: {source}"),
            Error::WhichApi { name } => {
                let variable = limits::API_VARIABLE;
                match name {
                    Some(name) => write!(f, "this program has no API `{name}`, which `{variable}` asks for"),
                    None => write!(
                        f,
                        "this program serves several APIs; deploy it with the template that it makes, which sets \
                         `{variable}` for each function"
                    ),
                }
            }
            Error::NotOnLambda => f.write_str(
                "this program serves events on Lambda; build it with the feature `cli` of `websocket-api` to make \
                 its template",
            ),
            Error::WithoutLambda => f.write_str(
                "this program is built without the feature `lambda` of `websocket-api`, so it serves no events",
            ),
            Error::RouteExists { key } => write!(f, "a route already exists for `{key}`"),
            Error::NoRoute { key } => {
                write!(f, "failed to attach permissions: there is no route `{key}`")
            }
            Error::ForeignFunction { key } => write!(
                f,
                "failed to attach permissions: the function of `{key}` exists already and has a role of its own"
            ),
            Error::NoPermission { name } => write!(
                f,
                "`{name}` is neither a service such as `s3`, nor an action such as `s3:GetObject`, nor a declared resource"
            ),
            Error::Invalid(violations) => violations.fmt(f),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&escape::error_chain(self))
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            #[cfg(feature = "cli")]
            Error::Cli(error) => error.source(),
            #[cfg(feature = "gateway")]
            Error::Listen { source, .. } => Some(source),
            #[cfg(feature = "gateway")]
            Error::Threads(source) => Some(source),
            #[cfg(feature = "gateway")]
            Error::StageUrl(source) => Some(source),
            // Its own words are shown already.
            #[cfg(feature = "connections")]
            Error::ConnectionsCall(source) => source.source(),
            Error::State(source) | Error::Lambda(source) => Some(&**source),
            _ => None,
        }
    }
}

#[cfg(feature = "cli")]
impl From<crate::CliError> for Error {
    fn from(error: crate::CliError) -> Self {
        Error::Cli(error)
    }
}

#[cfg(feature = "cli")]
impl From<websocket_api_model::files::Error> for Error {
    fn from(error: websocket_api_model::files::Error) -> Self {
        Error::Cli(crate::CliError::File(error))
    }
}

/// For handlers that return [`Result`].
#[cfg(feature = "connections")]
impl From<crate::connections::Error> for Error {
    fn from(error: crate::connections::Error) -> Self {
        Error::ConnectionsCall(error)
    }
}
