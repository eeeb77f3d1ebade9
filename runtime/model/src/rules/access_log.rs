use super::{Rule, Violation};
use crate::{
    access_log_variables::{Support, support, variables},
    declaration::{Declaration, DeclarationPath},
};

fn access_log() -> DeclarationPath {
    DeclarationPath::from_keys(["access_log"])
}

/// API Gateway requires `$context.requestId` or `$context.extendedRequestId` in a format, and supports fewer
/// variables for WebSocket APIs. SST accepts every format, so the rule is a warning.
pub(super) fn check_format(declaration: &Declaration, found: &mut Vec<Violation>) {
    let Some(format) = declaration.access_log.as_ref().and_then(|log| log.format.as_ref()) else { return };
    let at = access_log().key("format");
    let mut push = |rule| found.push(Violation::at_value(rule, at.clone(), vec![at.clone()]));
    if !variables(format).any(|variable| matches!(variable, "requestId" | "extendedRequestId")) {
        push(Rule::FormatWithoutRequestId);
    }
    for variable in variables(format) {
        match support(variable) {
            Support::WebSocket => {}
            Support::OtherApis => push(Rule::UnsupportedVariable { variable: variable.to_owned() }),
            Support::Unknown => push(Rule::UnknownVariable { variable: variable.to_owned() }),
        }
    }
}

/// Retention is a property of the stack's log group, which an API with `destination_arn` does not have.
pub(super) fn check_retention(declaration: &Declaration, found: &mut Vec<Violation>) {
    let Some(log) = &declaration.access_log else { return };
    if log.retention.is_some() && log.destination_arn.is_some() {
        found.push(Violation::at_key(Rule::LostRetention, access_log().key("retention"), Vec::new()));
    }
}
