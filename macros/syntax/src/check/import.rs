use crate::{Block, Diagnostics, ast::ApiSyntax};

/// What exists already keeps its own settings (SST's refusals).
pub(super) fn check_import(api: &ApiSyntax, diagnostics: &mut Diagnostics) {
    let Some(import) = api.block.import.get() else { return };
    let imports_stage = import.block.stage_name.is_present();
    if !import.block.api_id.is_present() && import.complete {
        let text = if imports_stage {
            "cannot import the stage when the API is not imported; write its `api_id`"
        } else {
            "`import` needs an `api_id`"
        };
        diagnostics.error_at(import.span, text);
    }
    let deploys = import.block.deploy.get().is_some_and(|flag| flag.0);
    if let (Some(span), true, false) = (import.block.deploy.key_span(), deploys, imports_stage) {
        diagnostics.error_at(
            span,
            "`deploy` is for a stage that exists; one that is made here deploys as `stage: { auto_deploy }` says, so leave it out",
        );
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
