use websocket_api_model::declaration::RouteKeyKind;

use crate::{
    Block, Diagnostics,
    ast::{ApiSyntax, RouteSyntax},
    block::refuse,
    blocks,
    value::BlockValue,
};

/// Defaults are settings, not a function.
pub(super) fn check_default_function(api: &ApiSyntax, diagnostics: &mut Diagnostics) {
    let Some(defaults) = api.defaults() else { return };
    refuse_function(defaults, "`defaults`", "each route has its own", diagnostics);
}

/// Settings alone, without what says which function they are for.
fn refuse_function(settings: &blocks::FunctionBlock, of: &str, why: &str, diagnostics: &mut Diagnostics) {
    for (name, span) in settings.written() {
        if matches!(name, "handler" | "arn" | "group") {
            diagnostics.error_at(span, format_args!("{of} cannot have a `{name}`; {why}"));
        }
    }
}

/// A group has settings, and its routes have the handlers.
pub(super) fn check_groups(api: &ApiSyntax, diagnostics: &mut Diagnostics) {
    for function in api.groups().iter().filter_map(|group| group.function.as_ref()) {
        refuse_function(&function.block, "a group", "each of its routes has a handler", diagnostics);
    }
}

/// A route's function is described whole, and messages are validated where there are messages.
pub(super) fn check_routes(routes: &[RouteSyntax], diagnostics: &mut Diagnostics) {
    for route in routes {
        if let Some(function) = &route.function {
            check_function(&route.key, function, true, diagnostics);
        }
        check_validation(route, diagnostics);
    }
}

/// What is compared is a message, and what with, the type that a handler reads.
fn check_validation(route: &RouteSyntax, diagnostics: &mut Diagnostics) {
    let Some(span) = route.validate else { return };
    if matches!(RouteKeyKind::from_key(&route.key), RouteKeyKind::Connect | RouteKeyKind::Disconnect) {
        diagnostics
            .error_at(span, format_args!("`{}` has no message to validate; leave `validate` out", route.key));
    } else if route.block().is_some_and(|block| block.arn.is_present()) {
        diagnostics.error_at(
            span,
            "`validate` takes the type that a handler reads, and a function that exists already has none here; leave \
             `validate` out",
        );
    }
}

/// A function is one of its own with a handler, or a group's with a handler, or one that exists already.
pub(super) fn check_function(
    name: &str,
    function: &BlockValue<blocks::FunctionBlock>,
    may_be_grouped: bool,
    diagnostics: &mut Diagnostics,
) {
    let block = &function.block;
    let (allowed, rule) = if block.arn.is_present() {
        (&["arn"][..], "cannot stand beside `arn`: a function that exists already keeps its own settings")
    } else if block.group.is_present() && !may_be_grouped {
        (&["handler"][..], "cannot stand here: only routes are in groups")
    } else if block.group.is_present() {
        (
            &["handler", "group"][..],
            "cannot stand beside `group`: write it under `groups: { … }`, for all its routes",
        )
    } else {
        (blocks::FunctionBlock::KEYS, "")
    };
    refuse(block, |key| !allowed.contains(&key), rule, diagnostics);
    if !block.handler.is_present() && !block.arn.is_present() && function.complete {
        diagnostics
            .error_at(function.span, format_args!("`{name}` needs a `handler`: the path of an `async fn`"));
    }
}
