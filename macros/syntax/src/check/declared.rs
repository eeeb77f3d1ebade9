use websocket_api_model::{declaration::Declaration, synth_made};

use crate::{Diagnostics, ast::Api, value::DeclaredItem};

/// The names of `resources`, `parameters` and `outputs` are the declaration's own, and each is one thing.
pub(super) fn check_names(api: &Api, declaration: &Declaration, diagnostics: &mut Diagnostics) {
    let resources = api.resources();
    let parameters = api.block.parameters.get().map_or(&[][..], |declared| &declared.0);
    let outputs = api.block.outputs.get().map_or(&[][..], |declared| &declared.0);
    if resources.is_empty() && parameters.is_empty() && outputs.is_empty() {
        return;
    }
    let made = synth_made(&[declaration]);
    let mut refuse = |item: &DeclaredItem, what: &str| {
        diagnostics.error(&item.name_tokens, format_args!("`{}` is {what}", item.name));
    };
    for item in resources.iter().chain(parameters).filter(|item| made.has_name(&item.name)) {
        refuse(item, "a name of the API's own; take another");
    }
    for item in parameters {
        if resources.iter().any(|resource| resource.name == item.name) {
            refuse(item, "a resource already");
        }
    }
    for item in outputs.iter().filter(|item| made.has_output(&item.name)) {
        refuse(item, "an output of the API's own; take another");
    }
}
