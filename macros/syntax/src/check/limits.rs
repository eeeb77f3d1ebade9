use quote::ToTokens;
use websocket_api_model::{
    declaration::{Declaration, FunctionLayout},
    limits,
    template::Template,
};

use crate::{Diagnostics, Warning, ast::Api};

/// Nine tenths of a limit are worth a word: the next change may be over it.
pub(super) fn near(
    count: usize,
    limit: usize,
    what: &str,
    of: &str,
    tokens: impl ToTokens,
    diagnostics: &mut Diagnostics,
) {
    if (limit * 9 / 10..=limit).contains(&count) {
        diagnostics.warning(
            Warning::NearLimit,
            tokens,
            format_args!("there are {count} {what} here, and {of} takes {limit} at most"),
        );
    }
}

/// A stack has 500 resources at most.
pub(super) fn check_resource_count(
    api: &Api,
    declaration: &Declaration,
    template: &Template,
    diagnostics: &mut Diagnostics,
) {
    let count = template.resources().len();
    near(count, limits::RESOURCES, "resources", "a CloudFormation stack", &api.name, diagnostics);
    if count <= limits::RESOURCES {
        return;
    }
    let remedy = match declaration.functions {
        FunctionLayout::PerRoute => {
            "each route has a function with a role, a permission and an integration: write `functions: shared` to serve \
             all routes by one, or let some share one by `groups`"
        }
        FunctionLayout::Shared => "divide it into several APIs, each in a stack of its own",
    };
    diagnostics.error(
        &api.name,
        format_args!(
            "this API makes {count} resources, and a CloudFormation stack takes {} at most; {remedy}",
            limits::RESOURCES
        ),
    );
}

/// The policies of a role have 10,240 characters at most.
pub(super) fn check_policy_size(api: &Api, template: &Template, diagnostics: &mut Diagnostics) {
    let largest = template.largest_policy();
    near(
        largest,
        limits::ROLE_POLICIES,
        "characters of permissions of one function",
        "a role",
        &api.name,
        diagnostics,
    );
    if largest > limits::ROLE_POLICIES {
        diagnostics.error(
            &api.name,
            format_args!(
                "a function's permissions take {largest} characters, and a role takes {} at most; write fewer and wider \
                 `permissions`",
                limits::ROLE_POLICIES
            ),
        );
    }
}

/// CloudFormation takes a template of 1,000,000 bytes from S3, and no larger one.
pub(super) fn check_template_size(api: &Api, template: &Template, diagnostics: &mut Diagnostics) {
    let size = template.to_json().len();
    near(size, limits::TEMPLATE_OBJECT, "bytes of template", "CloudFormation", &api.name, diagnostics);
    if size > limits::TEMPLATE_OBJECT {
        diagnostics.error(
            &api.name,
            format_args!(
                "this template has {size} bytes, and CloudFormation takes {} at most, from S3; let routes share a function \
                 (`functions: shared`, `groups`), or divide it into several APIs",
                limits::TEMPLATE_OBJECT
            ),
        );
    }
}
