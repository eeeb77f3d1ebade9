use websocket_api_model::spec::{Spec, Stage, Text};

/// Returns a text's value on localhost, where parameters have their defaults and the stage has the name that it is served under;
/// `None` if it has a value on AWS only.
pub(crate) fn value_of(text: &Text, spec: &Spec, stage: &str) -> Option<String> {
    text.resolve(&|parameter| {
        if parameter == Stage::PARAMETER && spec.stage.name.is_none() {
            return Some(stage.to_owned());
        }
        spec.declared.parameter_default(parameter)
    })
}
