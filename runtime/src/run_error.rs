use std::{error::Error, fmt};

use websocket_api_model::limits;

/// The error of a program that cannot run where it was started.
#[derive(Debug)]
#[non_exhaustive]
pub enum RunError {
    /// Lambda started the program without a variable that it sets for every function.
    MissingVariable {
        /// The variable that is missing, or has another value than Lambda gives it.
        name: &'static str,
    },
    /// Lambda's runtime API failed.
    RuntimeApi(Box<dyn Error + Send + Sync>),
    /// One artifact serves several APIs, and the function's environment does not name one of them.
    ApiNotFound {
        /// The value of the variable.
        name: Option<String>,
    },
    /// The program was not started by Lambda, and is built without the feature `cli`.
    NotOnLambda,
    /// The program was started by Lambda, and is built without the feature `lambda`.
    WithoutLambda,
}

impl fmt::Display for RunError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let variable = limits::API_VARIABLE;
        match self {
            RunError::MissingVariable { name } => {
                write!(f, "`{name}` is missing from the environment, where Lambda sets it")
            }
            RunError::RuntimeApi(_) => f.write_str("Lambda's runtime API failed"),
            RunError::ApiNotFound { name: Some(name) } => {
                write!(f, "unknown API `{name}` in `{variable}`")
            }
            RunError::ApiNotFound { name: None } => write!(
                f,
                "this program serves several APIs; deploy it with the template that it makes, which sets \
                 `{variable}` for each function"
            ),
            RunError::NotOnLambda => f.write_str(
                "this program serves events on Lambda; build it with the feature `cli` of `websocket-api` to make \
                 its template",
            ),
            RunError::WithoutLambda => f.write_str(
                "this program is built without the feature `lambda` of `websocket-api`, so it serves no events",
            ),
        }
    }
}

impl Error for RunError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            RunError::RuntimeApi(error) => Some(&**error),
            _ => None,
        }
    }
}
