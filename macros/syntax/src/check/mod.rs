//! The rules about how a declaration is written, one `check_…` each, and the model's rules about its content.

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

    // What a template would be, even beside errors: its names are needed to judge references.
    let template: Template = synth(&api.declaration);
    properties::check_types(api, diagnostics);
    rules::check_rules(api, &template, diagnostics);
}

/// Judges the references to other APIs, which must be known for it.
pub(crate) fn check_lowered(api: &ApiSyntax, declaration: &Declaration, diagnostics: &mut Diagnostics) {
    if matches!(declaration.custom_domain, Some(CustomDomain::Shared { .. })) {
        rules::check_reachable(api, declaration, diagnostics);
    }
}

/// What can be judged of permissions without the API that they are attached to.
pub(crate) fn check_attached_permissions(attached: &PermissionsValue, diagnostics: &mut Diagnostics) {
    permissions::check_actions(Some(attached), diagnostics);
}

/// What can be judged of routes without the API that they are added to.
pub(crate) fn check_added_routes(routes: &[RouteSyntax], diagnostics: &mut Diagnostics) {
    function::check_routes(routes, diagnostics);
    routes::check_responses(routes, diagnostics);
    for function in routes.iter().filter_map(RouteSyntax::block) {
        permissions::check_actions(function.permissions.get(), diagnostics);
    }
}

/// The messages about an API with these entries.
#[cfg(test)]
pub(crate) fn messages(entries: &str) -> Vec<String> {
    let tokens = format!("Chat {{ routes: {{ $default: f }}, {entries} }}").parse().expect("tokens");
    let (_, diagnostics) = crate::parse(tokens);
    diagnostics.into_vec().iter().map(|diagnostic| diagnostic.message().one_line()).collect()
}
