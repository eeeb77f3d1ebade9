use websocket_api_model::limits;

use crate::{
    Diagnostics,
    ast::Api,
    block::refuse,
    value::{self, Constant, CustomDomain, OtherApi},
};

/// A custom domain is one to set up, another API's, or one that exists; and what SST refuses is refused.
pub(super) fn check_custom_domain(api: &Api, diagnostics: &mut Diagnostics) {
    let Some(nested) = api.custom_domain() else {
        if let Some(CustomDomain::Name(name)) = api.block.custom_domain.get() {
            check_zone_is_known(&name.0, false, diagnostics);
            check_certificate_name(&name.0, diagnostics);
        }
        return;
    };
    let block = &nested.block;
    if block.existing.is_written() {
        refuse(
            block,
            |key| !matches!(key, "existing" | "path"),
            "cannot stand beside `existing`: the domain is set up already",
            diagnostics,
        );
        if let Some(existing) = block.existing.get()
            && !existing.block.name.is_written()
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
    if block.domain.is_written() {
        refuse(
            block,
            |key| !matches!(key, "domain" | "path"),
            "cannot stand beside `domain`: the other API sets the domain up",
            diagnostics,
        );
        return;
    }
    if !block.domain_name.is_written() {
        if nested.complete {
            diagnostics.error_at(
                nested.span,
                "`custom_domain` needs a `domain_name`, another API's `domain`, or an `existing` one",
            );
        }
        return;
    }
    if let (Some(span), true) = (block.hosted_zone.key_span(), block.hosted_zone_id.is_written()) {
        diagnostics.error_at(span, "`hosted_zone` says nothing beside `hosted_zone_id`; leave one out");
    }
    if block.is_external_domain.get().is_some_and(|flag| flag.0) {
        if !block.certificate.is_written() && nested.complete {
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
    } else if let Some(name) = block.domain_name.get() {
        let zoned = block.hosted_zone.is_written() || block.hosted_zone_id.is_written();
        check_zone_is_known(&name.0, zoned, diagnostics);
        if !block.certificate.is_written() {
            check_certificate_name(&name.0, diagnostics);
        }
    }
}

/// Route 53 takes the records of a name in a zone that the name ends in.
pub(super) fn check_zone(api: &Api, diagnostics: &mut Diagnostics) {
    let Some(nested) = api.custom_domain() else { return };
    let literal = |setting: Option<&Constant<value::Template>>| setting?.value().cloned();
    let name = literal(nested.block.domain_name.get().map(|name| &name.0));
    let zone = literal(nested.block.hosted_zone.get().map(|zone| &zone.0));
    let (Some(name), Some(zone)) = (name, zone) else { return };
    let name_text = name.text.without_trailing_dot();
    let end = name_text.end().as_bytes();
    let Some(wanted) = zone.text.as_literal().map(|zone| zone.trim_end_matches('.')) else { return };
    // CloudFormation puts another value in the place of a dynamic reference.
    if wanted.contains("{{") || name_text.end().contains("}}") {
        return;
    }
    // Of a name with a reference only the end is known.
    let is_whole = name_text.as_literal().is_some();
    let known = if is_whole { wanted.len() } else { wanted.len().min(end.len()) };
    let fits = end.len() >= known && {
        let (before, tail) = end.split_at(end.len() - known);
        let is_label = known < wanted.len() || before.last().is_none_or(|byte| *byte == b'.');
        wanted.as_bytes().ends_with(tail) && is_label
    };
    if !fits {
        let name = name.literal.value();
        diagnostics.error(
            &zone.literal,
            format_args!(
                "`{name}` is not in the zone `{wanted}`, and Route 53 takes no record of it there; write a zone that the name \
                 ends in"
            ),
        );
    }
}

/// Certificate Manager takes 64 characters for the first name of a certificate.
fn check_certificate_name(name: &Constant<value::Template>, diagnostics: &mut Diagnostics) {
    if let Constant::Value(template) = name
        && template
            .text
            .as_literal()
            .is_some_and(|name| name.trim_end_matches('.').len() > limits::CERTIFICATE_NAME)
    {
        diagnostics.error(
            &template.literal,
            format_args!(
                "a certificate is made for a name of at most {} characters; bring your own `certificate`",
                limits::CERTIFICATE_NAME
            ),
        );
    }
}

/// The zone is derived from the name, which must be known for that.
fn check_zone_is_known(name: &Constant<value::Template>, zoned: bool, diagnostics: &mut Diagnostics) {
    if let Constant::Value(template) = name
        && template.text.as_literal().is_none()
        && !zoned
    {
        diagnostics.error(
            &template.literal,
            "the hosted zone of a name with `${…}` is not known; write `hosted_zone` or `hosted_zone_id`",
        );
    }
}

#[cfg(test)]
mod tests {
    use crate::check::messages;

    #[test]
    fn a_zone_is_one_that_the_domain_ends_in() {
        let fits = |domain: &str, zone: &str| {
            let parameters = "parameters: { P: { Type: \"String\" } }";
            let domain = format!("{{ domain_name: \"{domain}\", hosted_zone: \"{zone}\" }}");
            let messages = messages(&format!("{parameters}, custom_domain: {domain}"));
            assert!(messages.iter().all(|message| message.contains("is not in the zone")), "{messages:?}");
            messages.is_empty()
        };
        for (domain, zone) in [
            ("api.example.com", "example.com"),
            ("api.example.com.", "example.com"),
            ("api.example.com", "example.com."),
            ("example.com", "example.com"),
            ("*.example.com", "example.com"),
            ("a.b.example.com", "b.example.com"),
            ("${P}.example.com", "example.com"),
            ("${P}.example.com", "b.example.com"),
            ("${P}example.com", "example.com"),
            ("${P}", "example.com"),
            ("api.example.com", "${P}"),
            ("api.${P}", "example.com"),
            ("api.{{resolve:ssm:zone}}", "example.com"),
        ] {
            assert!(fits(domain, zone), "{domain} {zone}");
        }
        for (domain, zone) in [
            ("api.example.com", "example.org"),
            ("api.example.com", "ample.com"),
            ("api.example.com", "x.api.example.com"),
            ("example.com", "api.example.com"),
            ("${P}.example.com", "example.org"),
            ("${P}.example.com", "ample.com"),
            ("${P}.com", "example.org"),
        ] {
            assert!(!fits(domain, zone), "{domain} {zone}");
        }
    }
}
