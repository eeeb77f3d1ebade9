use std::collections::HashMap;

use super::{Rule, Violation, size::near};
use crate::{
    declaration::{Declaration, DeclarationPath, RouteKeyKind},
    limits,
    selection::{Part, SelectionExpression},
    template::Slot,
};

fn routes() -> DeclarationPath {
    DeclarationPath::from_keys(["routes"])
}

/// An API has up to 300 routes, unless AWS raised the quota.
pub(super) fn check_route_count(declaration: &Declaration, found: &mut Vec<Violation>) {
    let count = declaration.routes.len();
    near(count, limits::ROUTES, "routes", "an API", DeclarationPath::ROOT, vec![routes()], found);
    if let Some(route) = declaration.routes.get(limits::ROUTES) {
        // Unreadable routes would only increase the number.
        found.push(Violation::at_key(
            Rule::RouteCount { count, is_exact: true },
            routes().key(route.key.clone()),
            Vec::new(),
        ));
    }
}

/// API Gateway does not deploy an API without routes. SST accepts it, because routes can be added later, so
/// the rule is a warning.
pub(super) fn check_any_route(declaration: &Declaration, found: &mut Vec<Violation>) {
    if declaration.routes.is_empty() {
        found.push(Violation::at_key(Rule::NoRoutes, DeclarationPath::ROOT, vec![DeclarationPath::ROOT]));
    }
}

/// API Gateway answers a message that selects no route with `Forbidden`, unless there is `$default`.
pub(super) fn check_default_route(declaration: &Declaration, found: &mut Vec<Violation>) {
    let has_custom = declaration.routes.iter().any(|route| route.kind() == RouteKeyKind::Custom);
    if has_custom && declaration.route("$default").is_none() {
        found.push(Violation::at_key(Rule::NoDefaultRoute, routes(), vec![DeclarationPath::ROOT]));
    }
}

/// API Gateway compares route keys exactly, and similar keys are probably mistakes.
pub(super) fn check_similar_keys(declaration: &Declaration, found: &mut Vec<Violation>) {
    let fold = |key: &str| key.replace(['_', '-'], "").to_lowercase();
    let mut seen: HashMap<String, &str> = HashMap::new();
    for route in declaration.routes.iter() {
        if let Some(other) = seen.insert(fold(&route.key), &route.key)
            && other != route.key
        {
            let rule = Rule::SimilarRouteKeys { key: route.key.to_string(), other: other.to_owned() };
            found.push(Violation::at_key(rule, routes().key(route.key.clone()), Vec::new()));
        }
    }
}

/// Every value of a route selection expression contains the expression's literal text.
pub(super) fn check_reachable_routes(declaration: &Declaration, found: &mut Vec<Violation>) {
    let Ok(expression) = SelectionExpression::parse(&declaration.route_selection_expression) else { return };
    if !expression.parts().iter().any(|part| matches!(part, Part::Body(_))) {
        return;
    }
    let custom = declaration.routes.iter().filter(|route| route.kind() == RouteKeyKind::Custom);
    for route in custom.filter(|route| !expression.may_be(&route.key)) {
        let rule = Rule::UnreachableRoute { key: route.key.to_string() };
        let paths = vec![DeclarationPath::from_keys(["route_selection_expression"])];
        found.push(Violation::at_key(rule, routes().key(route.key.clone()), paths));
    }
}

/// IAM reads the ARN in a function's permission as a pattern. Policies may write `${*}` for a star, but AWS
/// does not document that for the permission of a function, so the permission cannot be exact.
pub(super) fn check_patterns(declaration: &Declaration, found: &mut Vec<Violation>) {
    for route in declaration.routes.iter() {
        // Every route may invoke a function of several routes.
        let slot = Slot::from_route(declaration.functions, route);
        let pattern = ["*", "?", "${"].into_iter().find(|pattern| route.key.contains(pattern));
        if let (Slot::Route(_), Some(pattern)) = (slot, pattern) {
            let at = routes().key(route.key.clone());
            let paths = vec![DeclarationPath::from_keys(["functions"])];
            let rule = Rule::PatternRouteKey { key: route.key.to_string(), pattern };
            found.push(Violation::at_key(rule, at, paths));
        }
    }
}
