use websocket_api_model::declaration::{Declaration, Stage, Text};

/// Returns a text's value on localhost, where parameters have their defaults and the stage has the name that it is served under;
/// `None` if it has a value on AWS only.
pub(crate) fn resolve_text(text: &Text, declaration: &Declaration, stage: &str) -> Option<String> {
    text.resolve(&|parameter| {
        if parameter == Stage::PARAMETER && declaration.stage.name.is_none() {
            return Some(stage.to_owned());
        }
        declaration.declared.parameter_default(parameter)
    })
}
