use syn::LitStr;

use super::iam;
use crate::{
    Diagnostics, Warning,
    ast::ApiSyntax,
    suggest,
    value::{JsonValue, PermissionItem, PermissionsValue},
};

/// Permissions name services and actions that IAM knows.
pub(super) fn check_permissions(api: &ApiSyntax, diagnostics: &mut Diagnostics) {
    let of_functions = api.functions().map(|function| &function.permissions);
    for setting in of_functions.chain([&api.block.permissions]) {
        check_actions(setting.get(), diagnostics);
    }
}

/// AWS adds services every week, so an unknown one is doubtful and not wrong.
pub(super) fn check_actions(permissions: Option<&PermissionsValue>, diagnostics: &mut Diagnostics) {
    let Some(PermissionsValue::List(list)) = permissions else { return };
    for permission in &list.items {
        match permission {
            PermissionItem::Text(text) => check_action(text, diagnostics),
            PermissionItem::Resource(..) => {}
            PermissionItem::Statement(statement) => {
                let actions = &statement.block.actions;
                if !actions.is_present() && statement.complete {
                    diagnostics.error_at(statement.span, "a statement needs `actions`");
                }
                let lists = [
                    ("actions", actions.get().map(|list| (list.is_empty, list.span))),
                    ("resources", statement.block.resources.get().map(|list| (list.is_empty, list.span))),
                ];
                for (name, list) in lists {
                    if let Some((true, span)) = list {
                        diagnostics.error_at(span, format_args!("`{name}` of a statement must not be empty"));
                    }
                }
                let condition = &statement.block.condition;
                if let (Some(span), Some(value)) = (condition.key_span(), condition.get())
                    && !matches!(value, JsonValue::Object(_))
                {
                    diagnostics.error_at(
                        span,
                        "`condition` must be a block, as in `{ Bool: { \"aws:SecureTransport\": true } }`",
                    );
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
        let near = near.map(|near| format!("; did you mean `{near}`?")).unwrap_or_default();
        diagnostics.warning(
            Warning::UnknownAction,
            literal,
            format_args!("IAM knows no service `{service}`{near}"),
        );
        return;
    };
    if !actions.is_empty() && !actions.iter().any(|known| iam::matches(action, known)) {
        let near = suggest::nearest(&action.to_lowercase(), actions.iter().copied());
        let near = near.map(|near| format!("; did you mean `{service}:{near}`, in whatever case?"));
        diagnostics.warning(
            Warning::UnknownAction,
            literal,
            format_args!("IAM knows no action `{service}:{action}`{}", near.unwrap_or_default()),
        );
    }
}
