use websocket_api_model::{
    limits,
    spec::{FunctionLayout, Spec},
    template::Template,
};

use crate::{Diagnostics, ast::Api};

/// A stack has 500 resources at most.
pub(super) fn check_resource_count(
    api: &Api,
    spec: &Spec,
    template: &Template,
    diagnostics: &mut Diagnostics,
) {
    let count = template.resources().len();
    if count <= limits::RESOURCES {
        return;
    }
    let remedy = match spec.functions {
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
