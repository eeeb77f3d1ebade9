use websocket_api_model::message::Message;

use crate::{
    Diagnostics, SyntaxRule,
    ast::ApiSyntax,
    block::{Refusal, refuse},
    blocks::OtherApi,
};

/// A custom domain is set up here, shared with another API, or exists. SST's rules apply.
pub(super) fn check_custom_domain(api: &ApiSyntax, diagnostics: &mut Diagnostics) {
    let Some(nested) = api.custom_domain() else { return };
    let block = &nested.block;
    if block.existing.is_present() {
        refuse(
            block,
            |key| !matches!(key, "existing" | "path"),
            &Refusal {
                rule: SyntaxRule::ConflictingKeys,
                fault: "cannot be used with `existing`",
                reason: "this stack does not manage an existing domain",
            },
            diagnostics,
        );
        if let Some(existing) = block.existing.get()
            && !existing.block.name.is_present()
            && existing.complete
        {
            let fault = "missing key `name` in `existing`";
            diagnostics.error_at(SyntaxRule::MissingKey, existing.span, fault);
        }
        return;
    }
    if let Some(OtherApi(other)) = block.domain.get()
        && other.is_ident(&api.name)
    {
        let message =
            Message::new("an API cannot share its own domain").help("write the type of another API");
        diagnostics.error(SyntaxRule::SharedDomain, other, message);
        return;
    }
    if block.domain.is_present() {
        refuse(
            block,
            |key| !matches!(key, "domain" | "path"),
            &Refusal {
                rule: SyntaxRule::ConflictingKeys,
                fault: "cannot be used with `domain`",
                reason: "the other API declares the domain's settings",
            },
            diagnostics,
        );
        return;
    }
    if !block.domain_name.is_present() {
        if nested.complete {
            let message = Message::new("missing key `domain_name` in `custom_domain`")
                .help("write `domain_name`, the `domain` of another API, or an `existing` domain");
            diagnostics.error_at(SyntaxRule::MissingKey, nested.span, message);
        }
        return;
    }
    if let (Some(span), true) = (block.hosted_zone.key_span(), block.hosted_zone_id.is_present()) {
        let message =
            Message::new("`hosted_zone` cannot be used with `hosted_zone_id`").help("remove one of them");
        diagnostics.error_at(SyntaxRule::ConflictingKeys, span, message);
    }
    if block.is_external_domain.get().is_some_and(|flag| flag.0) {
        if !block.certificate.is_present() && nested.complete {
            let message = Message::new("missing key `certificate` in `custom_domain`")
                .note("a new certificate can be validated only for a domain in Route 53");
            diagnostics.error_at(SyntaxRule::MissingKey, nested.span, message);
        }
        refuse(
            block,
            |key| matches!(key, "hosted_zone" | "hosted_zone_id"),
            &Refusal {
                rule: SyntaxRule::ConflictingKeys,
                fault: "cannot be used with `is_external_domain: true`",
                reason: "hosted zones belong to Route 53",
            },
            diagnostics,
        );
    }
}
