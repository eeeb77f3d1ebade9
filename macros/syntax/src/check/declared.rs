use websocket_api_model::{synth, template::LogicalId};

use crate::{Consts, Diagnostics, ast::Api, leaf::DeclaredItem, lower};

/// The names of `resources`, `parameters` and `outputs` are the declaration's own, and each is one thing.
pub(super) fn check_names(api: &Api, diagnostics: &mut Diagnostics) {
    let items = |declared: Option<&Vec<DeclaredItem>>| declared.cloned().unwrap_or_default();
    let resources = items(api.block.resources.get().map(|declared| &declared.0));
    let parameters = items(api.block.parameters.get().map(|declared| &declared.0));
    let outputs = items(api.block.outputs.get().map(|declared| &declared.0));
    if resources.is_empty() && parameters.is_empty() && outputs.is_empty() {
        return;
    }
    let mut spec = lower::lower_api(api, &mut Consts::Placeholders);
    spec.declared = websocket_api_model::spec::Declared::EMPTY;
    let made = synth(&spec);
    for item in resources.iter().chain(&parameters) {
        let is = |id: &LogicalId| id.as_str() == item.name;
        if made.resources().any(|(id, _)| is(id)) || made.parameters().any(|(id, _)| is(id)) {
            diagnostics.error(
                &item.name_tokens,
                format_args!("`{}` is a name of the API's own; take another", item.name),
            );
        }
    }
    for item in &parameters {
        if resources.iter().any(|resource| resource.name == item.name) {
            diagnostics.error(&item.name_tokens, format_args!("`{}` is a resource already", item.name));
        }
    }
    for item in &outputs {
        if made.outputs().any(|(id, _)| id.as_str() == item.name) {
            diagnostics.error(
                &item.name_tokens,
                format_args!("`{}` is an output of the API's own; take another", item.name),
            );
        }
    }
}
