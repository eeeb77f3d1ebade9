use websocket_api_model::message::Message;

use crate::{Block, Diagnostics, SyntaxRule, ast::ApiSyntax};

/// Imported APIs and stages keep their settings, as in SST.
pub(super) fn check_import(api: &ApiSyntax, diagnostics: &mut Diagnostics) {
    let Some(import) = api.block.import.get() else { return };
    let imports_stage = import.block.stage_name.is_present();
    if !import.block.api_id.is_present() && import.complete {
        diagnostics.error_at(SyntaxRule::MissingKey, import.span, "missing key `api_id` in `import`");
    }
    let deploys = import.block.deploy.get().is_some_and(|flag| flag.0);
    if let (Some(span), true, false) = (import.block.deploy.key_span(), deploys, imports_stage) {
        let message = Message::new("`deploy` cannot be used without `stage_name`")
            .note("a stage of this stack is deployed as `stage: { auto_deploy }` says")
            .help("remove `deploy`");
        diagnostics.error_at(SyntaxRule::ConflictingKeys, span, message);
    }
    const OF_API: &[&str] = &["name", "description", "route_selection_expression"];
    const OF_STAGE: &[&str] = &["stage", "access_log", "custom_domain", "cloudwatch_role"];
    for (name, span) in api.block.written() {
        if OF_API.contains(&name) {
            let message = Message::new(format_args!("`{name}` cannot be used with `import`"))
                .note("this stack does not manage the settings of an imported API");
            diagnostics.error_at(SyntaxRule::ImportedSetting, span, message);
        } else if imports_stage && OF_STAGE.contains(&name) {
            let message =
                Message::new(format_args!("`{name}` cannot be used with `import: {{ stage_name }}`"))
                    .note("this stack does not manage the settings of an imported stage");
            diagnostics.error_at(SyntaxRule::ImportedSetting, span, message);
        }
    }
}
