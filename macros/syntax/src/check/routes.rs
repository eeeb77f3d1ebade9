use websocket_api_model::{declaration::RouteKeyKind, message::Message, selection::SelectionExpression};

use crate::{
    Diagnostics, SyntaxRule, Warning,
    ast::{ApiSyntax, RouteSyntax},
    value::SelectionValue,
};

/// API Gateway documents the end of a variable without braces only at the end of the expression.
pub(super) fn check_braces(api: &ApiSyntax, diagnostics: &mut Diagnostics) {
    let Some(SelectionValue { expression, literal }) = api.block.route_selection_expression.get() else {
        return;
    };
    let is_meant = |other: &SelectionExpression| {
        let mut keys = api.routes.iter().map(|route| &route.key).filter(|key| !key.starts_with('$'));
        keys.any(|key| other.may_be(key))
    };
    for end in expression.open_ends() {
        if end.is_certain() || end.other_reading().as_ref().is_some_and(is_meant) {
            let remedies: Vec<String> = end.remedies().map(|remedy| format!("`{remedy}`")).collect();
            let message =
                Message::new(format_args!("the end of `{}` is ambiguous without braces", end.variable()))
                    .help(format_args!("write {}", remedies.join(" or ")));
            diagnostics.warning(Warning::AmbiguousSelection, literal, message);
        }
    }
}

/// API Gateway sends no response before a connection is open or after it has ended.
pub(super) fn check_responses(routes: &[RouteSyntax], diagnostics: &mut Diagnostics) {
    for route in routes.iter().filter(|route| route.return_response) {
        let reason = match RouteKeyKind::from_key(&route.key) {
            RouteKeyKind::Connect => "the client receives only the response to the handshake",
            RouteKeyKind::Disconnect => "the connection has ended",
            RouteKeyKind::Default | RouteKeyKind::Custom => continue,
        };
        let message = Message::new(format_args!("`return_response` has no effect on `{}`", route.key))
            .note(reason)
            .help("remove `return_response`");
        diagnostics.warning(Warning::LostResponse, route, message);
    }
}

/// The tag of an enum is one member of the message.
pub(super) fn check_messages(api: &ApiSyntax, diagnostics: &mut Diagnostics) {
    let Some(messages) = api.block.client_messages.get() else { return };
    if api.block.route_selection_expression.has_errors() || api.message_tag().is_some() {
        return;
    }
    let message = Message::new("`client_messages` requires a `route_selection_expression` of one member")
        .note("the member that the expression reads is the tag of the enum")
        .help("write an expression such as `$request.body.action`");
    diagnostics.error(SyntaxRule::ClientMessageTag, &messages.0, message);
}
