use std::{collections::HashMap, convert::Infallible};

use super::{FromEvent, Request};

/// The variables of the stage, names of up to 64 and values of up to 512 characters; empty if the stage has none.
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
