use syn::LitStr;
use websocket_api_model::declaration::grants::Grants;

use super::iam;
use crate::{
    Diagnostics, Warning,
    ast::Api,
    block::at,
    suggest,
    value::{DeclaredItem, Json, Permission, Permissions},
};

/// Permissions name resources of the declaration, and services and actions that IAM knows.
pub(super) fn check_permissions(api: &Api, diagnostics: &mut Diagnostics) {
    let sure = api.has_read_all(&[api.block.resources.is_faulty()]);
    let mut missing: Vec<(&syn::Ident, usize)> = Vec::new();
    let all = api.functions().map(|function| &function.permissions).chain([&api.block.permissions]);
    for setting in all {
        let Some(permissions) = setting.get() else { continue };
        if let (Permissions::All, Some(span)) = (permissions, setting.key_span()) {
            diagnostics.warning(
                Warning::WildcardPermissions,
                at(span),
                "`\"*\"` permits every action on everything in the account; name services, actions or resources",
            );
        }
        check_actions(Some(permissions), diagnostics);
        let Permissions::List(list) = permissions else { continue };
        for permission in &list.items {
            let Permission::Resource(name, _) = permission else { continue };
            match api.resources().iter().find(|resource| name == &resource.name) {
                Some(resource) => check_resource(name, resource, diagnostics),
                None => match missing.iter_mut().find(|(known, _)| *known == name) {
                    Some((_, more)) => *more += 1,
                    None => missing.push((name, 0)),
                },
            }
        }
    }
    for (name, more) in missing.into_iter().filter(|_| sure) {
        let granted = api.resources().iter().filter(|resource| {
            // What has no type has its own error.
            resource_type(resource).is_none_or(|kind| Grants::of(&kind).is_some())
        });
        let remedy = match suggest::nearest(&name.to_string(), granted.map(|resource| &*resource.name)) {
            Some(near) => format!("; did you mean `{near}`?"),
            None => "; declare it under `resources`, or write a service such as `\"s3\"`".to_owned(),
        };
        diagnostics
            .error(name, format_args!("there is no resource `{name}`{remedy}{}", suggest::occurrences(more)));
    }
}

fn resource_type(resource: &DeclaredItem) -> Option<String> {
    Some(resource.body.get("Type")?.as_text()?.literal.value())
}

/// A resource is of a type whose actions are known.
fn check_resource(name: &syn::Ident, resource: &DeclaredItem, diagnostics: &mut Diagnostics) {
    // A resource without a type has its own error.
    let Some(kind) = resource_type(resource) else { return };
    if Grants::of(&kind).is_none() {
        let text = format_args!(
            "what a permission on `{kind}` means is not known; write a statement `{{ actions: […], resources: […] }}`"
        );
        diagnostics.error(name, text);
    }
}

/// AWS adds services every week, so an unknown one is doubtful and not wrong.
pub(super) fn check_actions(permissions: Option<&Permissions>, diagnostics: &mut Diagnostics) {
    let Some(Permissions::List(list)) = permissions else { return };
    for permission in &list.items {
        match permission {
            Permission::Text(text) => check_action(text, diagnostics),
            Permission::Resource(..) => {}
            Permission::Statement(statement) => {
                let actions = &statement.block.actions;
                if !actions.is_written() && statement.complete {
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
                    && !matches!(value, Json::Object(_))
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
