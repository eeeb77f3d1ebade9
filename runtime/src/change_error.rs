use std::{error::Error, fmt};

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
            ChangeError::DuplicateRoute { key } => write!(f, "a route already exists for `{key}`"),
            ChangeError::RouteNotFound { key } => {
                write!(f, "failed to attach permissions: there is no route `{key}`")
            }
            ChangeError::ExistingFunction { key } => write!(
                f,
                "failed to attach permissions: the function of `{key}` exists already and has a role of its own"
            ),
            ChangeError::UnknownPermission { name } => write!(
                f,
                "`{name}` is neither a service such as `s3`, nor an action such as `s3:GetObject`, nor a declared resource"
            ),
        }
    }
}

impl Error for ChangeError {}
