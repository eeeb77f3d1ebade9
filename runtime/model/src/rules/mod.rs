//! The rules that a whole declaration is judged by, each stated once: one function with one wording.
//!
//! A rule sees the declaration as a value and its template, and answers with [`Violation`]s. The front end shows them on tokens, and
//! a program's changes of its API are refused by them. Rules about the text of a declaration, such as duplicate or misspelled keys,
//! are the front end's.

mod architecture;
mod arns;
mod authorizer;
mod functions;
mod groups;
mod permissions;
mod place;
mod references;
mod routes;
mod rule;
mod size;
mod stack;
#[cfg(test)]
mod tests;
mod texts;
mod violation;

pub use references::is_code;
pub use rule::{Level, Rule};
pub use violation::{Part, Violation, Violations};

pub use permissions::check_attached;
pub use stack::check_stack;

use crate::{declaration::Declaration, template::Template};

/// Judges a declaration and the template that is made of it. Violations are in the order of the rules.
pub fn check(declaration: &Declaration, template: &Template) -> Vec<Violation> {
    let mut violations = Vec::new();
    let rules: [fn(&Declaration, &Template, &mut Vec<Violation>); 19] = [
        |declaration, _, found| routes::check_route_count(declaration, found),
        |declaration, _, found| groups::check_unknown_groups(declaration, found),
        |declaration, _, found| groups::check_unused_groups(declaration, found),
        |declaration, _, found| groups::check_groups_of_shared_function(declaration, found),
        |declaration, _, found| functions::check_settings_of_shared_function(declaration, found),
        |declaration, _, found| functions::check_existing_functions(declaration, found),
        |declaration, _, found| functions::check_function_names(declaration, found),
        |declaration, _, found| architecture::check_architectures(declaration, found),
        |declaration, _, found| functions::check_timeouts(declaration, found),
        |declaration, _, found| functions::check_environment_size(declaration, found),
        |declaration, _, found| functions::check_layers(declaration, found),
        |declaration, _, found| authorizer::check_connect_route(declaration, found),
        |declaration, _, found| permissions::check_resources(declaration, found),
        references::check_references,
        arns::check_arns,
        references::check_cycles,
        |_, template, found| size::check_policy_size(template, found),
        size::check_resource_count,
        |_, template, found| size::check_template_size(template, found),
    ];
    for rule in rules {
        rule(declaration, template, &mut violations);
    }
    violations
}
