use crate::{Block, Diagnostics, ast::Api};

/// What exists already keeps its own settings (SST's refusals).
pub(super) fn check_import(api: &Api, diagnostics: &mut Diagnostics) {
    let Some(import) = api.block.import.get() else { return };
    let imports_stage = import.block.stage_name.is_written();
    if !import.block.api_id.is_written() && import.complete {
        let text = if imports_stage {
            "cannot import the stage when the API is not imported; write its `api_id`"
        } else {
            "`import` needs an `api_id`"
        };
        diagnostics.error_at(import.span, text);
    }
    const OF_API: &[&str] = &["name", "description", "route_selection_expression"];
    const OF_STAGE: &[&str] = &["stage", "access_log", "custom_domain", "cloudwatch_role"];
    for (name, span) in api.block.written() {
        if OF_API.contains(&name) {
            diagnostics
                .error_at(span, format_args!("cannot configure the `{name}` of an API that is imported"));
        } else if imports_stage && OF_STAGE.contains(&name) {
            diagnostics
                .error_at(span, format_args!("cannot configure the `{name}` when the stage is imported"));
        }
    }
}
