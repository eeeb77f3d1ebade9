use super::function::refuse_function;
use crate::{Diagnostics, Warning, ast::Api, suggest};

/// A route's group is described under `groups`, once, for all its routes.
pub(super) fn check_groups(api: &Api, diagnostics: &mut Diagnostics) {
    let groups = api.groups();
    let names = || groups.iter().map(|group| group.name.as_str());
    let sure = api.has_read_all(&[api.block.groups.is_faulty()]);
    for group in api.routes.iter().filter_map(|route| route.group()) {
        if sure && !names().any(|name| name == group.name) {
            let remedy = match suggest::nearest(&group.name, names()) {
                Some(near) => format!("; did you mean `{near}`?"),
                None => format!("; write `groups: {{ {}: {{ … }} }}`", group.name),
            };
            diagnostics.error(&group.tokens, format_args!("there is no group `{}`{remedy}", group.name));
        }
    }
    if let (true, Some(span)) = (api.shares_function(), api.block.groups.key_span()) {
        diagnostics.error_at(
            span,
            "`groups` have no meaning with `functions: shared`: one function serves all routes",
        );
    }
    let sure = api.has_read_all(&[api.block.routes.is_faulty()]);
    for group in groups {
        if sure && !api.routes.iter().filter_map(|route| route.group()).any(|used| used.name == group.name) {
            diagnostics.warning(
                Warning::UnusedGroup,
                &group.name_tokens,
                format_args!("no route is in the group `{}`", group.name),
            );
        }
        let Some(function) = &group.function else { continue };
        refuse_function(&function.block, "a group", "each of its routes has a handler", diagnostics);
    }
}
