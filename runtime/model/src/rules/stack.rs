//! Rules over several APIs in one template.

use super::{Rule, Violation};
use crate::{
    declaration::{CustomDomain, Declaration, DeclarationPath, FunctionLayout, Member},
    limits, synth_made, synth_stack,
};

/// Judges APIs that are to be in one template. Each has been judged by itself. A violation names its APIs and has no place, because
/// a place is in one declaration.
pub fn check_stack(declarations: &[&Declaration]) -> Vec<Violation> {
    let mut found = Vec::new();
    if declarations.len() > 1 {
        check_names(declarations, &mut found);
        for (i, declaration) in declarations.iter().enumerate() {
            for other in &declarations[..i] {
                check_type_names(declaration, other, &mut found);
                check_declared(declaration, other, &mut found);
                check_paths(declaration, other, &mut found);
                check_architectures(other, declaration, &mut found);
            }
        }
        check_resource_count(declarations, &mut found);
    }
    found
}

fn push(rule: Rule, found: &mut Vec<Violation>) {
    let violation = Violation::at_key(rule, DeclarationPath::ROOT, Vec::new());
    if !found.contains(&violation) {
        found.push(violation);
    }
}

fn push_name(name: &str, found: &mut Vec<Violation>) {
    push(Rule::DuplicateName { name: name.to_owned() }, found);
}

/// A name that one API declares is not made by another, and a parameter of one is not a resource of another.
fn check_names(declarations: &[&Declaration], found: &mut Vec<Violation>) {
    let made = synth_made(declarations);
    for sections in declarations.iter().map(|declaration| &declaration.sections) {
        for Member { key, .. } in sections.resources.iter().chain(sections.parameters.iter()) {
            if made.has_name(key) {
                push_name(key, found);
            }
        }
        for Member { key, .. } in sections.outputs.iter() {
            if made.has_output(key) {
                push_name(key, found);
            }
        }
        for Member { key, .. } in sections.parameters.iter() {
            if declarations.iter().any(|declaration| declaration.sections.resource_type(key).is_some()) {
                push_name(key, found);
            }
        }
    }
}

/// Logical IDs begin with the API's name.
fn check_type_names(a: &Declaration, b: &Declaration, found: &mut Vec<Violation>) {
    if a.type_name == b.type_name {
        push_name(&a.type_name, found);
    }
}

/// Two APIs declare one thing under one name.
fn check_declared(a: &Declaration, b: &Declaration, found: &mut Vec<Violation>) {
    let (a, b) = (&a.sections, &b.sections);
    for (a, b) in [(&a.resources, &b.resources), (&a.parameters, &b.parameters), (&a.outputs, &b.outputs)] {
        for member in a.iter() {
            if b.iter().any(|other| other.key == member.key && other.value != member.value) {
                push_name(&member.key, found);
            }
        }
    }
}

/// One artifact serves them all.
fn check_architectures(a: &Declaration, b: &Declaration, found: &mut Vec<Violation>) {
    if a.architecture() == b.architecture() || !a.has_functions() || !b.has_functions() {
        return;
    }
    push(
        Rule::StackArchitectures {
            api: a.type_name.to_string(),
            architecture: a.architecture().word(),
            other: b.type_name.to_string(),
            others: b.architecture().word(),
        },
        found,
    );
}

/// A domain has each path once, and is set up once.
fn check_paths(a: &Declaration, b: &Declaration, found: &mut Vec<Violation>) {
    let (Some(a), Some(b)) = (&a.custom_domain, &b.custom_domain) else { return };
    let both_set_up = matches!(a, CustomDomain::Own(_)) && matches!(b, CustomDomain::Own(_));
    if a.name() == b.name() && (a.path() == b.path() || both_set_up) {
        let name = a.name().and_then(|name| name.as_literal().map(str::to_owned)).unwrap_or_default();
        push(Rule::DuplicateDomain { name }, found);
    }
}

/// A stack has up to 500 resources.
fn check_resource_count(declarations: &[&Declaration], found: &mut Vec<Violation>) {
    let count = synth_stack(declarations).resources().len();
    if count > limits::RESOURCES {
        let (apis, layout) = (declarations.len(), FunctionLayout::PerRoute);
        push(Rule::ResourceCount { count, apis, layout }, found);
    }
}
