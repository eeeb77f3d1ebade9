use std::{collections::HashMap, convert::Infallible};

use super::{FromEvent, Request};

/// The variables of the stage. A name has up to 64 characters, a value up to 512.
///
/// # Examples
///
/// ```
/// use websocket_api::extract::StageVariables;
///
/// async fn greet(variables: StageVariables) {
///     tracing::info!(mode = variables.get("mode"), "connected");
/// }
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StageVariables(pub HashMap<String, String>);

impl StageVariables {
    /// The variable of this name.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }
}

impl<E, S> FromEvent<E, S> for StageVariables {
    type Rejection = Infallible;

    fn from_event(request: &Request<'_>, _: &S) -> Result<Self, Infallible> {
        Ok(StageVariables(request.stage_variables()))
    }
}
