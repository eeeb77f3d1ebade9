use websocket_api_model::limits;

use crate::{Diagnostics, ast::Api, block::refuse};

/// API Gateway refuses to deploy an API without routes. SST accepts it, and so do we: routes can be added later.
pub(super) fn check_any_route(api: &Api, diagnostics: &mut Diagnostics) {
    if api.routes.is_empty() && !diagnostics.has_errors() {
        diagnostics
            .warning(&api.name, "this API has no routes, and API Gateway deploys none without a route");
    }
}

/// An API has 300 routes at most, unless AWS raised the quota.
pub(super) fn check_route_count(api: &Api, diagnostics: &mut Diagnostics) {
    if let Some(route) = api.routes.get(limits::ROUTES) {
        diagnostics.error(
            route,
            format_args!(
                "this API has {} routes, and API Gateway takes {} at most; let `$default` dispatch the rest, or \
                 divide it into several APIs",
                api.routes.len(),
                limits::ROUTES
            ),
        );
    }
}

/// A function that serves every route takes its settings from `defaults`.
pub(super) fn check_shared_function(api: &Api, diagnostics: &mut Diagnostics) {
    if !api.shares_function() {
        return;
    }
    for route in &api.routes {
        let Some(function) = &route.function else { continue };
        refuse(
            &function.block,
            // A group is refused by its own rule, and a function that exists already is not the shared one.
            |key| !matches!(key, "handler" | "arn" | "group"),
            "cannot differ by route with `functions: shared`; write it under `defaults: { function: { … } }`",
            diagnostics,
        );
    }
}
