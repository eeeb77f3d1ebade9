use websocket_api_model::{declaration::RouteKeyKind, selection::SelectionExpression};

use crate::{
    Diagnostics, Warning,
    ast::{ApiSyntax, RouteSyntax},
    value::SelectionValue,
};

/// API Gateway documents no end of a variable without braces but the expression's.
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
pub(super) fn check_responses(routes: &[RouteSyntax], diagnostics: &mut Diagnostics) {
    for route in routes.iter().filter(|route| route.return_response) {
        let why = match RouteKeyKind::from_key(&route.key) {
            RouteKeyKind::Connect => {
                "`$connect` returns no response: the answer to the handshake is all that the client gets"
            }
            RouteKeyKind::Disconnect => "`$disconnect` returns no response: the connection has ended",
            RouteKeyKind::Default | RouteKeyKind::Custom => continue,
        };
        diagnostics.warning(Warning::LostResponse, route, format_args!("{why}; leave `return_response` out"));
    }
}

/// The tag of an enum is one member of the message.
pub(super) fn check_messages(api: &ApiSyntax, diagnostics: &mut Diagnostics) {
    let Some(messages) = api.block.client_messages.get() else { return };
    if api.block.route_selection_expression.has_errors() || api.message_tag().is_some() {
        return;
    }
    diagnostics.error(
        &messages.0,
        "`client_messages` is an enum whose tag is what `route_selection_expression` reads: one member, as in \
         `$request.body.action`",
    );
}
