use websocket_api_model::{declaration::RouteKeyKind, message::Message};

use crate::{
    Block, Diagnostics, SyntaxRule,
    ast::{ApiSyntax, RouteSyntax},
    block::{Refusal, refuse},
    block_value::BlockValue,
    blocks,
};

/// Defaults are settings and name no function.
pub(super) fn check_default_function(api: &ApiSyntax, diagnostics: &mut Diagnostics) {
    let Some(defaults) = api.defaults() else { return };
    refuse_function(defaults, "`defaults`", "each route has a function with a handler", diagnostics);
}

/// Refuses the keys that name a function in a block of settings.
fn refuse_function(settings: &blocks::FunctionBlock, of: &str, why: &str, diagnostics: &mut Diagnostics) {
    for (name, span) in settings.written() {
        if matches!(name, "handler" | "arn" | "group") {
            let message = Message::new(format_args!("`{name}` cannot be used in {of}")).note(why);
            diagnostics.error_at(SyntaxRule::ConflictingKeys, span, message);
        }
    }
}

/// A group has settings, and its routes have handlers.
pub(super) fn check_groups(api: &ApiSyntax, diagnostics: &mut Diagnostics) {
    for function in api.groups().iter().filter_map(|group| group.function.as_ref()) {
        refuse_function(&function.block, "a group", "each route of a group has a handler", diagnostics);
    }
}

/// The function of a route is complete, and only client messages are validated.
pub(super) fn check_routes(routes: &[RouteSyntax], diagnostics: &mut Diagnostics) {
    for route in routes {
        if let Some(function) = &route.function {
            check_function(&route.key, function, true, diagnostics);
        }
        check_validation(route, diagnostics);
    }
}

/// A validated message selects its route, and the handler of this stack reads it as a type.
fn check_validation(route: &RouteSyntax, diagnostics: &mut Diagnostics) {
    let Some(span) = route.validate else { return };
    if matches!(RouteKeyKind::from_key(&route.key), RouteKeyKind::Connect | RouteKeyKind::Disconnect) {
        let message = Message::new(format_args!("`validate` cannot be used on `{}`", route.key))
            .note("the event has no message")
            .help("remove `validate`");
        diagnostics.error_at(SyntaxRule::InvalidValidation, span, message);
    } else if route.block().is_some_and(|block| block.arn.is_present()) {
        let message = Message::new("`validate` cannot be used with an existing function")
            .note("the type of a message is that of a handler in this program")
            .help("remove `validate`");
        diagnostics.error_at(SyntaxRule::InvalidValidation, span, message);
    }
}

/// A function has a handler, a group and a handler, or the ARN of an existing function.
pub(super) fn check_function(
    name: &str,
    function: &BlockValue<blocks::FunctionBlock>,
    may_be_grouped: bool,
    diagnostics: &mut Diagnostics,
) {
    let block = &function.block;
    let (allowed, fault, reason) = if block.arn.is_present() {
        (
            &["arn"][..],
            "cannot be used with `arn`",
            "this stack does not manage the settings of an existing function",
        )
    } else if block.group.is_present() && !may_be_grouped {
        (
            &["handler"][..],
            "cannot be used in an authorizer",
            "only the functions of routes can share a group",
        )
    } else if block.group.is_present() {
        (
            &["handler", "group"][..],
            "cannot be used with `group`",
            "the settings of a group are in `groups: { … }` and apply to all its routes",
        )
    } else {
        (blocks::FunctionBlock::KEYS, "", "")
    };
    let refusal = Refusal { rule: SyntaxRule::ConflictingKeys, fault, reason };
    refuse(block, |key| !allowed.contains(&key), &refusal, diagnostics);
    if !block.handler.is_present() && !block.arn.is_present() && function.complete {
        let message = Message::new(format_args!("missing key `handler` in the function of `{name}`"))
            .help("write the path of an `async fn`: `handler: handler`");
        diagnostics.error_at(SyntaxRule::MissingKey, function.span, message);
    }
}
