use std::collections::HashMap;

use websocket_api_model::{
    declaration::RouteKeyKind,
    limits,
    selection::{Part, SelectionExpression},
};

use super::limits::near;
use crate::{
    Diagnostics, Warning,
    ast::{Api, Route},
    block::{at, refuse},
    value::{Selection, too_many},
};

/// API Gateway refuses to deploy an API without routes. SST accepts it, and so do we: routes can be added later.
pub(super) fn check_any_route(api: &Api, diagnostics: &mut Diagnostics) {
    if api.routes.is_empty() && !diagnostics.has_errors() {
        diagnostics.warning(
            Warning::NoRoutes,
            &api.name,
            "this API has no routes, and API Gateway deploys none without a route",
        );
    }
}

/// An API has 300 routes at most, unless AWS raised the quota.
pub(super) fn check_route_count(api: &Api, diagnostics: &mut Diagnostics) {
    // Routes that were not read have their own error.
    if !api.block.routes.is_faulty() {
        near(api.routes.len(), limits::ROUTES, "routes", "an API", &api.name, diagnostics);
    }
    if let Some(route) = api.routes.get(limits::ROUTES) {
        diagnostics.error(route, too_many(&api.routes.len().to_string()));
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

/// A message that selects no route is answered with `Forbidden`, unless `$default` takes it.
pub(super) fn check_default_route(api: &Api, diagnostics: &mut Diagnostics) {
    let custom = api.routes.iter().any(|route| !route.key.starts_with('$'));
    let default = api.routes.iter().any(|route| route.key == "$default");
    if let (true, false, false, Some(span)) =
        (custom, default, diagnostics.has_errors(), api.block.routes.key_span())
    {
        diagnostics.warning(
            Warning::NoDefaultRoute,
            at(span),
            "a message that selects none of these routes is answered with `Forbidden`; add `$default: handler`",
        );
    }
}

/// API Gateway compares route keys exactly, and people do not.
pub(super) fn check_similar_keys(api: &Api, diagnostics: &mut Diagnostics) {
    let fold = |key: &str| key.replace(['_', '-'], "").to_lowercase();
    let mut seen: HashMap<String, &str> = HashMap::new();
    for route in &api.routes {
        if let Some(other) = seen.insert(fold(&route.key), &route.key)
            && other != route.key
        {
            diagnostics.warning(
                Warning::SimilarRouteKeys,
                route,
                format_args!(
                    "`{}` is another route than `{other}`: route keys are compared exactly",
                    route.key
                ),
            );
        }
    }
}

/// What a route selection expression comes to has its text in it.
pub(super) fn check_reachable(api: &Api, diagnostics: &mut Diagnostics) {
    let Some(Selection { expression, .. }) = api.block.route_selection_expression.get() else { return };
    if !expression.parts().iter().any(|part| matches!(part, Part::Body(_))) {
        return;
    }
    for route in api.routes.iter().filter(|route| !route.key.starts_with('$')) {
        if !expression.may_be(&route.key) {
            diagnostics.warning(
                Warning::UnreachableRoute,
                route,
                format_args!(
                    "no message selects `{}`, which the text in `route_selection_expression` is not in",
                    route.key
                ),
            );
        }
    }
}

/// API Gateway documents no end of a variable without braces but the expression's.
pub(super) fn check_braces(api: &Api, diagnostics: &mut Diagnostics) {
    let Some(Selection { expression, literal }) = api.block.route_selection_expression.get() else { return };
    let is_meant = |other: &SelectionExpression| {
        let mut keys = api.routes.iter().map(|route| &route.key).filter(|key| !key.starts_with('$'));
        keys.any(|key| other.may_be(key))
    };
    for end in expression.open_ends() {
        if end.is_certain() || end.other_reading().as_ref().is_some_and(is_meant) {
            let remedies: Vec<String> = end.remedies().map(|remedy| format!("`{remedy}`")).collect();
            diagnostics.warning(
                Warning::AmbiguousSelection,
                literal,
                format_args!(
                    "the end of `{}` is ambiguous without braces; write {}",
                    end.variable(),
                    remedies.join(" or ")
                ),
            );
        }
    }
}

/// API Gateway sends no response before a connection is open, nor after it has ended.
pub(super) fn check_responses(routes: &[Route], diagnostics: &mut Diagnostics) {
    for route in routes.iter().filter(|route| route.return_response) {
        let why = match RouteKeyKind::of(&route.key) {
            RouteKeyKind::Connect => {
                "`$connect` returns no response: the answer to the handshake is all that the client gets"
            }
            RouteKeyKind::Disconnect => "`$disconnect` returns no response: the connection has ended",
            RouteKeyKind::Default | RouteKeyKind::Custom => continue,
        };
        diagnostics.warning(Warning::LostResponse, route, format_args!("{why}; leave `return_response` out"));
    }
}

/// The ARN in a function's permission is a pattern to IAM. Policies may write `${*}` for a star; AWS does not document that for
/// the permission of a function, so none is exact.
pub(super) fn check_patterns(api: &Api, diagnostics: &mut Diagnostics) {
    let has_own_permission =
        |route: &Route| route.arn().is_some() || route.group().is_none() && !api.shares_function();
    for route in api.routes.iter().filter(|route| has_own_permission(route)) {
        let Some(pattern) = ["*", "?", "${"].into_iter().find(|pattern| route.key.contains(pattern)) else {
            continue;
        };
        diagnostics.warning(
            Warning::PatternRouteKey,
            route,
            format_args!(
                "the permission to invoke the function of `{}` is a pattern, because of its `{pattern}`; take another route \
                 key",
                route.key
            ),
        );
    }
}

/// The tag of an enum is one member of the message.
pub(super) fn check_messages(api: &Api, diagnostics: &mut Diagnostics) {
    let Some(messages) = api.block.client_messages.get() else { return };
    if api.block.route_selection_expression.is_faulty() || api.message_tag().is_some() {
        return;
    }
    diagnostics.error(
        &messages.0,
        "`client_messages` is an enum whose tag is what `route_selection_expression` reads: one member, as in \
         `$request.body.action`",
    );
}
