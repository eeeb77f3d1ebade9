use super::{Rule, Violation};
use crate::{
    declaration::{Declaration, DeclarationPath},
    limits,
    template::Template,
};

/// A number of at least 90 % of a limit is a warning, because the next change may exceed the limit.
pub(super) fn near(
    count: usize,
    limit: usize,
    noun: &'static str,
    of: &'static str,
    at: DeclarationPath,
    paths: Vec<DeclarationPath>,
    found: &mut Vec<Violation>,
) {
    if (limit * 9 / 10..=limit).contains(&count) {
        found.push(Violation::at_key(Rule::NearLimit { count, noun, of, limit }, at, paths));
    }
}

/// Reports a number of the whole declaration that is near a limit.
fn near_by_all(count: usize, limit: usize, noun: &'static str, of: &'static str, found: &mut Vec<Violation>) {
    near(count, limit, noun, of, DeclarationPath::ROOT, vec![DeclarationPath::ROOT], found);
}

/// A stack has up to 500 resources.
pub(super) fn check_resource_count(
    declaration: &Declaration,
    template: &Template,
    found: &mut Vec<Violation>,
) {
    let count = template.resources().len();
    near_by_all(count, limits::RESOURCES, "resources", "a CloudFormation stack", found);
    if count > limits::RESOURCES {
        found.push(Violation::at_root(Rule::ResourceCount { count, apis: 1, layout: declaration.functions }));
    }
}

/// The policies of a role have up to 10,240 characters.
pub(super) fn check_policy_size(template: &Template, found: &mut Vec<Violation>) {
    let characters = template.largest_policy();
    near_by_all(
        characters,
        limits::ROLE_POLICIES,
        "characters of permissions of one function",
        "a role",
        found,
    );
    if characters > limits::ROLE_POLICIES {
        found.push(Violation::at_root(Rule::PolicySize { characters }));
    }
}

/// CloudFormation accepts a template of up to 1,000,000 bytes from S3.
pub(super) fn check_template_size(template: &Template, found: &mut Vec<Violation>) {
    let bytes = template.to_json().len();
    near_by_all(bytes, limits::TEMPLATE_OBJECT, "bytes of template", "CloudFormation", found);
    if bytes > limits::TEMPLATE_OBJECT {
        found.push(Violation::at_root(Rule::TemplateSize { bytes }));
    }
}
