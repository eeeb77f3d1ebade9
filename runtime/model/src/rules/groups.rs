use super::{Rule, Violation};
use crate::declaration::{Declaration, DeclarationPath, FunctionLayout, FunctionOwner, RouteFunction};

/// The group of a route is declared under `groups`.
pub(super) fn check_unknown_groups(declaration: &Declaration, found: &mut Vec<Violation>) {
    for route in declaration.routes.iter() {
        let RouteFunction::Group(name) = &route.function else { continue };
        if declaration.groups.iter().any(|group| group.name == *name) {
            continue;
        }
        let at = FunctionOwner::Route(&route.key).path().key("group");
        let paths = vec![at.clone(), FunctionOwner::Group(name).path()];
        found.push(Violation::at_value(Rule::UnknownGroup { name: name.to_string() }, at, paths));
    }
}

/// A group without routes has no function.
pub(super) fn check_unused_groups(declaration: &Declaration, found: &mut Vec<Violation>) {
    for group in declaration.groups.iter() {
        let is_used = declaration
            .routes
            .iter()
            .any(|route| matches!(&route.function, RouteFunction::Group(name) if *name == group.name));
        if !is_used {
            let rule = Rule::UnusedGroup { name: group.name.to_string() };
            let paths = vec![DeclarationPath::from_keys(["routes"])];
            found.push(Violation::at_key(rule, FunctionOwner::Group(&group.name).path(), paths));
        }
    }
}

/// Either one function serves all routes, or groups have functions.
pub(super) fn check_groups_of_shared_function(declaration: &Declaration, found: &mut Vec<Violation>) {
    if declaration.functions == FunctionLayout::Shared && !declaration.groups.is_empty() {
        let paths = vec![DeclarationPath::from_keys(["functions"])];
        found.push(Violation::at_key(
            Rule::GroupsOfSharedFunction,
            DeclarationPath::from_keys(["groups"]),
            paths,
        ));
    }
}
