use std::{error::Error, fmt};

use websocket_api_model::message::Message;

/// The error of a change that a program makes to an API.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ChangeError {
    /// A route was added whose key another route has.
    DuplicateRoute {
        /// The key.
        key: String,
    },
    /// There is no route to attach permissions to.
    RouteNotFound {
        /// The key.
        key: String,
    },
    /// A route's function exists already, so this stack does not manage its role.
    ExistingFunction {
        /// The route's key.
        key: String,
    },
    /// A permission is neither a service nor an action nor a declared resource.
    UnknownPermission {
        /// The text of the permission.
        name: String,
    },
}

impl fmt::Display for ChangeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ChangeError::DuplicateRoute { key } => write!(f, "duplicate route key `{key}`"),
            ChangeError::RouteNotFound { key } => {
                write!(f, "cannot attach permissions: unknown route `{key}`")
            }
            ChangeError::ExistingFunction { key } => {
                write!(f, "cannot attach permissions: the function of `{key}` is not in this stack")
            }
            ChangeError::UnknownPermission { name } => {
                let message = Message::new(format_args!("invalid service or action `{name}`")).help(
                    "write a service (`s3`), an action (`s3:GetObject`), or the name of a declared resource",
                );
                f.write_str(&message.one_line())
            }
        }
    }
}

impl Error for ChangeError {}
