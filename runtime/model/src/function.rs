use crate::{
    declaration::{Declaration, Route},
    function_id,
};

/// The function of a route, with its settings.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Function {
    /// The logical ID in the template, or `None` for an existing function.
    pub logical_id: Option<String>,
    /// The path of the route's handler as declared, or an empty text for an existing function.
    pub handler: String,
    /// The timeout in seconds.
    pub timeout: Option<u32>,
    /// The memory in MB.
    pub memory_size: Option<u32>,
    /// `x86_64` or `arm64`.
    pub architecture: Option<&'static str>,
}

impl Function {
    /// Returns the function of a route of this declaration.
    pub fn new(declaration: &Declaration, route: &Route) -> Function {
        let settings = declaration.function(route);
        Function {
            logical_id: function_id(declaration, route).map(|id| id.to_string()),
            handler: route.handler.to_string(),
            timeout: settings.as_ref().map(|settings| settings.timeout_seconds()),
            memory_size: settings.as_ref().map(|settings| settings.memory_mb()),
            architecture: settings.as_ref().map(|_| declaration.architecture().word()),
        }
    }
}
