use std::{error::Error, fmt};

use websocket_api_model::{
    declaration::{Declaration, Validation},
    rules::{Violations, check_stack},
    synth_stack,
    template::Template,
};

/// Returns the template of APIs that were read from source.
///
/// # Errors
/// If the APIs cannot be in one template, or if only the program knows a part of it.
pub fn template(declarations: &[&Declaration]) -> Result<Template, TemplateError> {
    Violations::check(check_stack(declarations)).map_err(TemplateError::Invalid)?;
    let mut routes = declarations.iter().flat_map(|declaration| declaration.routes.iter());
    match routes.find(|route| route.validation != Validation::None) {
        Some(route) => Err(TemplateError::ValidationRequiresProgram { route: route.key.to_string() }),
        None => Ok(synth_stack(declarations)),
    }
}

/// The error of a template that cannot be made from source.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TemplateError {
    /// The APIs cannot be in one template.
    Invalid(Violations),
    /// A route has `validate: true`. Only the program knows the type that messages are compared with.
    ValidationRequiresProgram {
        /// The route's key.
        route: String,
    },
}

impl fmt::Display for TemplateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TemplateError::Invalid(error) => error.fmt(f),
            TemplateError::ValidationRequiresProgram { route } => write!(
                f,
                "the type of messages of `{route}`, which has `validate: true`, is known only to the program; \
                 help: make the template with the program: `cargo run -- template`"
            ),
        }
    }
}

impl Error for TemplateError {}
