//! The rules about the text of a declaration, one `check_…` each, and calls of the model's rules about its
//! content.

mod authorizer;
mod custom_domain;
mod function;
mod iam;
mod import;
mod overrides;
mod permissions;
mod properties;
mod routes;
mod rules;

use websocket_api_model::{
    declaration::{CustomDomain, Declaration},
    synth,
    template::Template,
};

use crate::{
    Diagnostics,
    ast::{ApiSyntax, RouteSyntax},
    blocks::PermissionsValue,
};

pub(crate) fn check_api(api: &ApiSyntax, diagnostics: &mut Diagnostics) {
    function::check_routes(&api.routes, diagnostics);
    routes::check_braces(api, diagnostics);
    routes::check_responses(&api.routes, diagnostics);
    routes::check_messages(api, diagnostics);
    function::check_groups(api, diagnostics);
    function::check_default_function(api, diagnostics);
    authorizer::check_authorizer(api, diagnostics);
    custom_domain::check_custom_domain(api, diagnostics);
    import::check_import(api, diagnostics);
    overrides::check_overrides(api, diagnostics);
    permissions::check_permissions(api, diagnostics);

    // The template is generated despite errors, because its names are necessary to check references.
    let template: Template = synth(&api.declaration);
    properties::check_types(api, diagnostics);
    rules::check_rules(api, &template, diagnostics);
}

/// Checks the references to other APIs, whose declarations are known now.
pub(crate) fn check_lowered(api: &ApiSyntax, declaration: &Declaration, diagnostics: &mut Diagnostics) {
    if matches!(declaration.custom_domain, Some(CustomDomain::Shared { .. })) {
        rules::check_reachable(api, declaration, diagnostics);
    }
}

/// Checks permissions without the API that they are attached to.
pub(crate) fn check_attached_permissions(attached: &PermissionsValue, diagnostics: &mut Diagnostics) {
    permissions::check_actions(Some(attached), diagnostics);
}

/// Checks routes without the API that they are added to.
pub(crate) fn check_added_routes(routes: &[RouteSyntax], diagnostics: &mut Diagnostics) {
    function::check_routes(routes, diagnostics);
    routes::check_responses(routes, diagnostics);
    for function in routes.iter().filter_map(RouteSyntax::block) {
        permissions::check_actions(function.permissions.get(), diagnostics);
    }
}

/// Returns the messages about an API with these entries.
#[cfg(test)]
pub(crate) fn messages(entries: &str) -> Vec<String> {
    let tokens = format!("Chat {{ routes: {{ $default: f }}, {entries} }}").parse().expect("tokens");
    let (_, diagnostics) = crate::parse(tokens);
    diagnostics.into_vec().iter().map(|diagnostic| diagnostic.message().one_line()).collect()
}
