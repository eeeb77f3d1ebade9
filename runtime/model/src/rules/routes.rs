use super::{Rule, Violation, size::near};
use crate::{
    declaration::{Declaration, DeclarationPath},
    limits,
};

/// An API has up to 300 routes, unless AWS raised the quota.
pub(super) fn check_route_count(declaration: &Declaration, found: &mut Vec<Violation>) {
    let routes = DeclarationPath::from_keys(["routes"]);
    let count = declaration.routes.len();
    near(count, limits::ROUTES, "routes", "an API", DeclarationPath::ROOT, vec![routes.clone()], found);
    if let Some(route) = declaration.routes.get(limits::ROUTES) {
        // Routes that could not be read would not make them fewer.
        found.push(Violation::at_key(Rule::RouteCount { count }, routes.key(route.key.clone()), Vec::new()));
    }
}
