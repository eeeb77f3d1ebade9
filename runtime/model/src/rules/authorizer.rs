use super::{Rule, Violation};
use crate::declaration::{Authorizer, Declaration, DeclarationPath};

/// API Gateway authorizes `$connect` and nothing else, so without that route an authorizer protects nothing.
pub(super) fn check_connect_route(declaration: &Declaration, found: &mut Vec<Violation>) {
    if declaration.authorizer != Authorizer::None && declaration.route("$connect").is_none() {
        let at = DeclarationPath::from_keys(["authorizer"]);
        let paths = vec![DeclarationPath::from_keys(["routes", "$connect"])];
        found.push(Violation::at_key(Rule::AuthorizerWithoutConnect, at, paths));
    }
}
