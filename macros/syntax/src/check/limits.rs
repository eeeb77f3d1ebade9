use websocket_api_model::{
    limits,
    spec::{FunctionLayout, Spec},
    template::{Properties, Resource, Template},
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
            "; each route has a function with a role, a permission and an integration: write `functions: shared` to \
             serve all routes by one"
        }
        FunctionLayout::Shared => "",
    };
    diagnostics.error(
        &api.name,
        format_args!(
            "this API makes {count} resources, and a CloudFormation stack takes {} at most{remedy}",
            limits::RESOURCES
        ),
    );
}

/// The policies of a role have 10,240 characters at most.
pub(super) fn check_policy_sizes(api: &Api, template: &Template, diagnostics: &mut Diagnostics) {
    let largest = template
        .resources()
        .filter_map(|(_, resource)| match resource {
            Resource::Made(made) => match made.properties() {
                Properties::Role(role) => Some(role.policy_size()),
                _ => None,
            },
            Resource::Declared(_) => None,
        })
        .max()
        .unwrap_or_default();
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
