//! The rules about whole declarations. Each rule is one function with one wording.
//!
//! A rule reads a declaration and its template, and returns [`Violation`]s. The front end reports them at
//! tokens, and a program's changes of its API are rejected with them. The front end has the rules about the
//! text of a declaration, such as duplicate or misspelled keys.

mod access_log;
mod architecture;
mod arns;
mod authorizer;
mod custom_domain;
mod events;
mod functions;
mod groups;
mod names;
mod permissions;
mod place;
mod references;
mod regions;
mod routes;
mod rule;
mod size;
mod stack;
mod stage;
mod tags;
#[cfg(test)]
mod tests;
mod texts;
mod violation;
mod warning;

pub use custom_domain::check_reachable;
pub use permissions::check_attached;
pub use references::is_code;
pub use rule::Rule;
pub use stack::check_stack;
pub use violation::{Part, Violation, Violations};
pub use warning::Warning;

use crate::{declaration::Declaration, template::Template};

/// Checks a declaration and its template. Violations are in the order of the rules.
pub fn check(declaration: &Declaration, template: &Template) -> Vec<Violation> {
    let mut violations = Vec::new();
    let found = &mut violations;
    routes::check_any_route(declaration, found);
    routes::check_similar_keys(declaration, found);
    routes::check_reachable_routes(declaration, found);
    routes::check_patterns(declaration, found);
    routes::check_route_count(declaration, found);
    routes::check_default_route(declaration, found);
    groups::check_unknown_groups(declaration, found);
    groups::check_unused_groups(declaration, found);
    groups::check_groups_of_shared_function(declaration, found);
    functions::check_settings_of_shared_function(declaration, found);
    functions::check_existing_functions(declaration, found);
    functions::check_function_names(declaration, found);
    architecture::check_architectures(declaration, found);
    functions::check_timeouts(declaration, found);
    functions::check_environment_size(declaration, found);
    functions::check_layers(declaration, found);
    authorizer::check_connect_route(declaration, found);
    access_log::check_format(declaration, found);
    access_log::check_retention(declaration, found);
    custom_domain::check_zone(declaration, found);
    custom_domain::check_known_zone(declaration, found);
    custom_domain::check_certificate_name(declaration, found);
    found.extend(check_reachable(declaration));
    regions::check_regions(declaration, found);
    stage::check_variable_count(declaration, found);
    stage::check_throttles(declaration, found);
    stage::check_closed_throttles(declaration, found);
    stage::check_routes(declaration, found);
    stage::check_data_traces(declaration, found);
    tags::check_tags(declaration, found);
    permissions::check_resources(declaration, found);
    names::check_names(declaration, found);
    names::check_overridden(declaration, template, found);
    references::check_references(declaration, template, found);
    arns::check_arns(declaration, template, found);
    events::check_events(declaration, template, found);
    references::check_cycles(declaration, template, found);
    size::check_policy_size(template, found);
    size::check_resource_count(declaration, template, found);
    size::check_template_size(template, found);
    violations
}
