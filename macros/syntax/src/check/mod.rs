//! The rules that need more than one value to judge. Each `check_` states its rule.

mod access_log;
mod architecture;
mod arns;
mod authorizer;
mod custom_domain;
mod declared;
mod default_endpoint;
mod events;
mod function;
mod groups;
mod iam;
mod import;
mod limits;
mod overrides;
mod permissions;
mod properties;
mod references;
mod regions;
mod routes;
mod stage;
mod tags;

use websocket_api_model::{
    declaration::{CustomDomain, Declaration},
    synth,
    template::Template,
};

use crate::{
    Diagnostics,
    ast::{Api, Route},
    value::Permissions,
};

pub(crate) fn check_api(api: &Api, diagnostics: &mut Diagnostics) {
    function::check_routes(&api.routes, diagnostics);
    routes::check_any_route(api, diagnostics);
    routes::check_similar_keys(api, diagnostics);
    routes::check_reachable(api, diagnostics);
    routes::check_braces(api, diagnostics);
    routes::check_responses(&api.routes, diagnostics);
    routes::check_patterns(api, diagnostics);
    routes::check_messages(api, diagnostics);
    routes::check_route_count(api, diagnostics);
    routes::check_shared_function(api, diagnostics);
    groups::check_groups(api, diagnostics);
    function::check_default_function(api, diagnostics);
    function::check_existing_functions(api, diagnostics);
    function::check_function_names(api, diagnostics);
    architecture::check_architectures(api, diagnostics);
    function::check_timeouts(api, diagnostics);
    function::check_environment_size(api, diagnostics);
    function::check_layers(api, diagnostics);
    authorizer::check_authorizer(api, diagnostics);
    access_log::check_format(api, diagnostics);
    access_log::check_retention_of_destination(api, diagnostics);
    custom_domain::check_custom_domain(api, diagnostics);
    custom_domain::check_zone(api, diagnostics);
    regions::check_regions(api, diagnostics);
    stage::check_variable_count(api, diagnostics);
    stage::check_throttles(api, diagnostics);
    stage::check_closed_throttles(api, diagnostics);
    stage::check_routes(api, diagnostics);
    stage::check_data_traces(api, diagnostics);
    import::check_import(api, diagnostics);
    overrides::check_overrides(api, diagnostics);
    tags::check_tags(api, diagnostics);
    permissions::check_permissions(api, diagnostics);

    // What a template would be, even beside errors: its names are needed to judge references.
    let declaration = &api.declaration;
    let template: Template = synth(&declaration);
    declared::check_names(api, &declaration, diagnostics);
    default_endpoint::check_default_endpoint(api, &declaration, diagnostics);
    properties::check_types(api, diagnostics);
    references::check_references(api, &template, diagnostics);
    arns::check_arns(api, &template, diagnostics);
    events::check_events(api, &template, diagnostics);
    if !diagnostics.has_errors() {
        references::check_cycles(api, &template, diagnostics);
        limits::check_resource_count(api, &declaration, &template, diagnostics);
        limits::check_policy_size(api, &template, diagnostics);
        limits::check_template_size(api, &template, diagnostics);
    }
    routes::check_default_route(api, diagnostics);
}

/// Judges the references to other APIs, which must be known for it.
pub(crate) fn check_lowered(api: &Api, declaration: &Declaration, diagnostics: &mut Diagnostics) {
    if matches!(declaration.custom_domain, Some(CustomDomain::Shared { .. })) {
        default_endpoint::check_default_endpoint(api, declaration, diagnostics);
    }
}

/// What can be judged of permissions without the API that they are attached to.
pub(crate) fn check_attached_permissions(attached: &Permissions, diagnostics: &mut Diagnostics) {
    permissions::check_actions(Some(attached), diagnostics);
}

/// What can be judged of routes without the API that they are added to.
pub(crate) fn check_added_routes(routes: &[Route], diagnostics: &mut Diagnostics) {
    function::check_routes(routes, diagnostics);
    routes::check_responses(routes, diagnostics);
    for function in routes.iter().filter_map(Route::block) {
        permissions::check_actions(function.permissions.get(), diagnostics);
    }
}

/// The messages about an API with these entries.
#[cfg(test)]
pub(crate) fn messages(entries: &str) -> Vec<String> {
    let tokens = format!("Chat {{ routes: {{ $default: f }}, {entries} }}").parse().expect("tokens");
    let (_, diagnostics) = crate::parse(tokens);
    diagnostics.into_vec().iter().map(crate::Diagnostic::message).collect()
}
