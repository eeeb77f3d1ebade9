use syn::LitStr;
use websocket_api_model::message::Message;

use super::iam;
use crate::{
    Diagnostics, SyntaxRule, Warning,
    ast::ApiSyntax,
    blocks::{PermissionItem, PermissionsValue},
    suggest,
    value::JsonValue,
};

/// Permissions name services and actions of IAM.
pub(super) fn check_permissions(api: &ApiSyntax, diagnostics: &mut Diagnostics) {
    let of_functions = api.functions().map(|function| &function.permissions);
    for setting in of_functions.chain([&api.block.permissions]) {
        check_actions(setting.get(), diagnostics);
    }
}

/// An unknown service or action is a warning, because AWS adds some every week.
pub(super) fn check_actions(permissions: Option<&PermissionsValue>, diagnostics: &mut Diagnostics) {
    let Some(PermissionsValue::List(list)) = permissions else { return };
    for permission in &list.items {
        match permission {
            PermissionItem::Text(text) => check_action(text, diagnostics),
            PermissionItem::Resource(..) => {}
            PermissionItem::Statement(statement) => {
                let actions = &statement.block.actions;
                if !actions.is_present() && statement.complete {
                    let fault = "missing key `actions` in a statement";
                    diagnostics.error_at(SyntaxRule::MissingKey, statement.span, fault);
                }
                let lists = [
                    ("actions", actions.get().map(|list| (list.is_empty, list.span))),
                    ("resources", statement.block.resources.get().map(|list| (list.is_empty, list.span))),
                ];
                for (name, list) in lists {
                    if let Some((true, span)) = list {
                        let fault = format_args!("`{name}` of a statement must not be empty");
                        diagnostics.error_at(SyntaxRule::EmptyList, span, fault);
                    }
                }
                let condition = &statement.block.condition;
                if let (Some(span), Some(value)) = (condition.key_span(), condition.get())
                    && !matches!(value, JsonValue::Object(_))
                {
                    let message = Message::new("expected a block for `condition`")
                        .help("write a block, such as `{ Bool: { \"aws:SecureTransport\": true } }`");
                    diagnostics.error_at(SyntaxRule::WrongKind, span, message);
                }
                for action in actions.get().map(|actions| &actions.items[..]).unwrap_or_default() {
                    check_action(&action.0, diagnostics);
                }
            }
        }
    }
}

fn check_action(literal: &LitStr, diagnostics: &mut Diagnostics) {
    let text = literal.value();
    if text == "*" {
        return;
    }
    let (service, action) = text.split_once(':').unwrap_or((&text, "*"));
    let Some(actions) = iam::actions(service) else {
        let near = suggest::nearest(service, iam::service_names());
        let help = near.map(|near| suggest::similar("a service", service, near));
        let message = Message::new(format_args!("unknown service `{service}`"));
        let message = help.into_iter().fold(message, Message::with_help);
        diagnostics.warning(Warning::UnknownAction, literal, message);
        return;
    };
    if !actions.is_empty() && !actions.iter().any(|known| iam::matches(action, known)) {
        let near = suggest::nearest(&action.to_lowercase(), actions.iter().copied());
        let help = near.map(|near| suggest::similar("an action", action, near));
        let message = Message::new(format_args!("unknown action `{service}:{action}`"));
        let message = match help {
            Some(help) => message.with_help(help).note("IAM compares actions without case"),
            None => message,
        };
        diagnostics.warning(Warning::UnknownAction, literal, message);
    }
}
