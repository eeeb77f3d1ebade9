use super::{Rule, Violation};
use crate::{
    declaration::{CustomDomain, Declaration, DeclarationPath, Domain},
    limits,
    template::Expression,
};

fn path(key: &'static str) -> DeclarationPath {
    DeclarationPath::from_keys(["custom_domain", key])
}

fn own(declaration: &Declaration) -> Option<&Domain> {
    match &declaration.custom_domain {
        Some(CustomDomain::Own(domain)) => Some(domain),
        _ => None,
    }
}

/// Route 53 accepts a record in a zone if the record's name ends in the zone's name.
pub(super) fn check_zone(declaration: &Declaration, found: &mut Vec<Violation>) {
    let Some(domain) = own(declaration) else { return };
    let name = domain.domain_name.without_trailing_dot();
    let end = name.end().as_bytes();
    let zone = domain.hosted_zone.as_ref().and_then(|zone| zone.as_literal());
    let Some(zone) = zone.map(|zone| zone.trim_end_matches('.')) else { return };
    // CloudFormation replaces a dynamic reference by another value.
    if zone.contains("{{") || name.end().contains("}}") {
        return;
    }
    // Only the end of a name with a reference is known.
    let is_whole = name.as_literal().is_some();
    let known = if is_whole { zone.len() } else { zone.len().min(end.len()) };
    let fits = end.len() >= known && {
        let (before, tail) = end.split_at(end.len() - known);
        let is_label = known < zone.len() || before.last().is_none_or(|byte| *byte == b'.');
        zone.as_bytes().ends_with(tail) && is_label
    };
    if !fits {
        let name = Expression::from(&domain.domain_name).to_sub();
        let at = path("hosted_zone");
        let rule = Rule::ForeignZone { name, zone: zone.to_owned() };
        found.push(Violation::at_value(rule, at.clone(), vec![at, path("domain_name")]));
    }
}

/// A zone is derived from the domain name, which must be known.
pub(super) fn check_known_zone(declaration: &Declaration, found: &mut Vec<Violation>) {
    let Some(domain) = own(declaration) else { return };
    let has_zone = domain.hosted_zone.is_some() || domain.hosted_zone_id.is_some();
    if domain.domain_name.as_literal().is_none() && !has_zone && !domain.is_external_domain {
        let paths = ["domain_name", "hosted_zone", "hosted_zone_id", "is_external_domain"].map(path);
        found.push(Violation::at_value(Rule::UnknownZone, path("domain_name"), paths.into()));
    }
}

/// Certificate Manager accepts up to 64 characters for the first name of a certificate.
pub(super) fn check_certificate_name(declaration: &Declaration, found: &mut Vec<Violation>) {
    let Some(domain) = own(declaration) else { return };
    let name = domain.domain_name.as_literal().map(|name| name.trim_end_matches('.'));
    let is_long = name.is_some_and(|name| name.len() > limits::CERTIFICATE_NAME);
    if is_long && domain.certificate.is_none() && !domain.is_external_domain {
        let paths = ["domain_name", "certificate", "is_external_domain"].map(path);
        found.push(Violation::at_value(Rule::CertificateName, path("domain_name"), paths.into()));
    }
}

/// Without a default endpoint, clients reach an API only by a custom domain with one name.
pub fn check_reachable(declaration: &Declaration) -> Option<Violation> {
    let off = declaration.overrides.disables_default_endpoint();
    if off == Some(false) || declaration.import.is_some() || declaration.host().is_some() {
        return None;
    }
    let at = DeclarationPath::from_keys(["overrides", "api", "DisableExecuteApiEndpoint"]);
    let paths = vec![DeclarationPath::from_keys(["custom_domain"]), DeclarationPath::from_keys(["import"])];
    let rule = if off == Some(true) { Rule::UnreachableApi } else { Rule::PossiblyUnreachableApi };
    Some(Violation::at_key(rule, at, paths))
}
