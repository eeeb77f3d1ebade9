use websocket_api_model::declaration::{Declaration, UNREACHABLE};

use crate::{Diagnostics, Warning, ast::Api};

/// An API without API Gateway's own endpoint is reached by a custom domain of one name, or not at all.
pub(super) fn check_default_endpoint(api: &Api, declaration: &Declaration, diagnostics: &mut Diagnostics) {
    let Some(member) = api.default_endpoint() else { return };
    let block = &api.block;
    // The API of an import has its own error.
    let sure = api.has_read_all(&[block.custom_domain.is_faulty(), block.import.is_faulty()]);
    if !sure || block.import.is_written() || declaration.host().is_some() {
        return;
    }
    match declaration.overrides.disables_default_endpoint() {
        Some(true) => diagnostics.error(&member.key_tokens, UNREACHABLE),
        None => diagnostics.warning(
            Warning::UnreachableApi,
            &member.key_tokens,
            "where this comes out as `true`, no client reaches the API: it has no `custom_domain` that is not a wildcard",
        ),
        Some(false) => {}
    }
}
