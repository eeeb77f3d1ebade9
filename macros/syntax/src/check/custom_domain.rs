use crate::{Diagnostics, ast::ApiSyntax, block::refuse, value::OtherApi};

/// A custom domain is one to set up, another API's, or one that exists, and SST's refusals apply to it.
pub(super) fn check_custom_domain(api: &ApiSyntax, diagnostics: &mut Diagnostics) {
    let Some(nested) = api.custom_domain() else { return };
    let block = &nested.block;
    if block.existing.is_present() {
        refuse(
            block,
            |key| !matches!(key, "existing" | "path"),
            "cannot stand beside `existing`: the domain is set up already",
            diagnostics,
        );
        if let Some(existing) = block.existing.get()
            && !existing.block.name.is_present()
            && existing.complete
        {
            diagnostics.error_at(existing.span, "an existing domain needs a `name`");
        }
        return;
    }
    if let Some(OtherApi(other)) = block.domain.get()
        && other.is_ident(&api.name)
    {
        diagnostics.error(other, "an API cannot share its own domain; name another API");
        return;
    }
    if block.domain.is_present() {
        refuse(
            block,
            |key| !matches!(key, "domain" | "path"),
            "cannot stand beside `domain`: the other API sets the domain up",
            diagnostics,
        );
        return;
    }
    if !block.domain_name.is_present() {
        if nested.complete {
            diagnostics.error_at(
                nested.span,
                "`custom_domain` needs a `domain_name`, another API's `domain`, or an `existing` one",
            );
        }
        return;
    }
    if let (Some(span), true) = (block.hosted_zone.key_span(), block.hosted_zone_id.is_present()) {
        diagnostics.error_at(span, "`hosted_zone` says nothing beside `hosted_zone_id`; leave one out");
    }
    if block.is_external_domain.get().is_some_and(|flag| flag.0) {
        if !block.certificate.is_present() && nested.complete {
            diagnostics.error_at(
                nested.span,
                "a domain hosted elsewhere needs a `certificate`: only names on Route 53 are validated by themselves",
            );
        }
        refuse(
            block,
            |key| matches!(key, "hosted_zone" | "hosted_zone_id"),
            "cannot stand beside `is_external_domain: true`: zones are Route 53's",
            diagnostics,
        );
    }
}
