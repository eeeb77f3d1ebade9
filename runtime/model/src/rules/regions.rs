use super::{Rule, Violation};
use crate::declaration::{
    Authorizer, AuthorizerFunction, CustomDomain, Declaration, DeclarationPath, FunctionOwner, RouteFunction,
    Text,
};

/// Lambda accepts layers of the function's Region, and API Gateway accepts certificates and functions of the
/// API's Region.
pub(super) fn check_regions(declaration: &Declaration, found: &mut Vec<Violation>) {
    let mut first: Option<(DeclarationPath, &'static str, &str)> = None;
    for (noun, at, arn) in arns(declaration) {
        let Some(region) = region(arn) else { continue };
        match &first {
            None => first = Some((at, noun, region)),
            Some((.., known)) if *known == region => {}
            Some((path, other, known)) => {
                let (region, other_region) = (region.to_owned(), (*known).to_owned());
                let rule = Rule::MixedRegions { noun, region, other, other_region };
                found.push(Violation::at_value(rule, at.clone(), vec![at, path.clone()]));
            }
        }
    }
}

fn arns(declaration: &Declaration) -> Vec<(&'static str, DeclarationPath, &Text)> {
    let mut arns = Vec::new();
    if let Some(CustomDomain::Own(domain)) = &declaration.custom_domain
        && let Some(certificate) = &domain.certificate
    {
        let at = DeclarationPath::from_keys(["custom_domain", "certificate"]);
        arns.push(("certificate", at, certificate));
    }
    for settings in declaration.settings() {
        arns.extend(settings.own_layers().map(|(at, layer)| ("layer", at, layer)));
    }
    for route in declaration.routes.iter() {
        if let RouteFunction::Existing(arn) = &route.function {
            arns.push(("function", FunctionOwner::Route(&route.key).path().key("arn"), arn));
        }
    }
    if let Authorizer::Lambda(lambda) = &declaration.authorizer
        && let AuthorizerFunction::Existing(arn) = &lambda.function
    {
        arns.push(("function", FunctionOwner::Authorizer.path().key("arn"), arn));
    }
    arns
}

/// Returns the Region of an ARN, if it is literal.
fn region(arn: &Text) -> Option<&str> {
    // The last part may continue in a reference.
    let mut parts: Vec<&str> = arn.beginning().split(':').collect();
    if arn.as_literal().is_none() {
        parts.pop();
    }
    match parts[..] {
        ["arn", _, _, region, ..] if !region.is_empty() && !region.contains("{{") => Some(region),
        _ => None,
    }
}
