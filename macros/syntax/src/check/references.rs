use websocket_api_model::{
    declaration::{Piece, Pseudo},
    template::{Template, attributes},
};

use crate::{Block, Diagnostics, ast::Api, suggest, value};

/// `${Name}` names something that the template has, and `${Name.Attribute}` something that it gives.
pub(super) fn check_references(api: &Api, template: &Template, diagnostics: &mut Diagnostics) {
    // What could not be read may be what would have been named, or decide what is made.
    let uncertain = diagnostics.has_errors();
    let sure = api.has_read_all(&[api.block.resources.is_faulty(), api.block.parameters.is_faulty()]);
    let prefix = api.type_name();
    let mut missing: Vec<Missing> = Vec::new();
    api.block.visit_texts(&mut |text| {
        for reference in text.text.references() {
            let (name, attribute) = match reference {
                Piece::Ref(name) => (name, None),
                Piece::GetAtt(name, attribute) => (name, Some(attribute)),
                Piece::Pseudo(_) | Piece::Literal(_) => continue,
            };
            if uncertain && name.starts_with(&prefix) {
                continue;
            }
            if template.has_name(name) && !is_code(name) {
                check_reference(text, name, attribute.map(AsRef::as_ref), template, diagnostics);
            } else {
                match missing.iter_mut().find(|known| known.name == *name) {
                    Some(known) => known.more += 1,
                    None => missing.push(Missing {
                        name: name.to_string(),
                        attribute: attribute.map(ToString::to_string),
                        text: text.clone(),
                        more: 0,
                    }),
                }
            }
        }
    });
    if !sure {
        return;
    }
    // Of an API that was renamed, all that it makes has another name.
    let stale = |name: &str| {
        let made = template.resources().filter_map(|(id, _)| id.as_str().strip_prefix(&*prefix));
        made.filter_map(|rest| name.strip_suffix(rest)).find(|stale| !stale.is_empty()).map(str::to_owned)
    };
    let old: Vec<Option<String>> = missing.iter().map(|missing| stale(&missing.name)).collect();
    for (i, missing) in missing.iter().enumerate() {
        let Missing { name, text, .. } = missing;
        if let Some(stale) = &old[i] {
            if old[..i].contains(&old[i]) {
                continue;
            }
            if old.iter().filter(|other| *other == &old[i]).count() > 1 {
                let message = format!(
                    "`{name}` names nothing in the template, and neither do the others that begin with `{stale}`: this API is called `{prefix}`"
                );
                diagnostics.error(&text.literal, message);
                continue;
            }
        }
        let remedy = remedy(missing, template);
        let more = suggest::occurrences(missing.more);
        diagnostics
            .error(&text.literal, format_args!("`{name}` names nothing in the template; {remedy}{more}"));
    }
}

/// The first place of a name that names nothing.
struct Missing {
    name: String,
    attribute: Option<String>,
    text: value::Template,
    more: usize,
}

/// For a name that names nothing. Parameters give no attributes, so a resource is the likely one where an attribute is named.
fn remedy(Missing { name, attribute, text, .. }: &Missing, template: &Template) -> String {
    let ids = template.resources().map(|(id, _)| id.as_str());
    let parameters = template.parameters().map(|(id, _)| id.as_str()).filter(|name| !is_code(name));
    // Otherwise it is the name in a `Ref` or `Fn::GetAtt`.
    let is_in_text = text.literal.value().contains("${");
    if let Some(attribute) = attribute {
        return match (suggest::nearest(name, ids), suggest::nearest(name, parameters)) {
            (Some(near), _) if is_in_text => attribute_of(near, attribute, template),
            (Some(near), _) => format!("did you mean `{near}`?"),
            (None, Some(near)) if is_in_text => format!("did you mean `${{{near}}}`?"),
            (None, Some(near)) => format!("did you mean the parameter, `{{ Ref: \"{near}\" }}`?"),
            (None, None) if is_in_text => {
                format!("declare it under `resources`, or write `${{!{name}.{attribute}}}` for the text")
            }
            (None, None) => "declare it under `resources`".to_owned(),
        };
    }
    let pseudo = Pseudo::ALL.iter().map(|pseudo| pseudo.name());
    match suggest::nearest(name, parameters.chain(ids)).or_else(|| nearest_pseudo(name, pseudo)) {
        Some(near) if is_in_text => format!("did you mean `${{{near}}}`?"),
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("declare it under `resources` or `parameters`, or write `${{!{name}}}` for the text"),
    }
}

/// The resource that was meant, with an attribute that its type gives.
fn attribute_of(id: &str, attribute: &str, template: &Template) -> String {
    let known = template.resource(id).and_then(|resource| attributes(resource.kind()));
    match known {
        Some([]) => format!("did you mean `${{{id}}}`?"),
        Some(known) if !known.contains(&attribute) => {
            match suggest::nearest(attribute, known.iter().copied()) {
                Some(near) => format!("did you mean `${{{id}.{near}}}`?"),
                None => format!("did you mean `{id}`, which gives {}?", suggest::list(known.iter().copied())),
            }
        }
        _ => format!("did you mean `${{{id}.{attribute}}}`?"),
    }
}

fn check_reference(
    text: &value::Template,
    name: &str,
    attribute: Option<&str>,
    template: &Template,
    diagnostics: &mut Diagnostics,
) {
    match (template.resource(name), attribute) {
        (Some(resource), Some(attribute)) => {
            let Some(known) = attributes(resource.kind()) else { return };
            if !known.contains(&attribute) {
                let remedy = match known {
                    [] => "; it has none".to_owned(),
                    known => suggest::suggest_or_list(attribute, known.iter().copied()),
                };
                let kind = resource.kind();
                diagnostics
                    .error(&text.literal, format_args!("`{kind}` gives no attribute `{attribute}`{remedy}"));
            }
        }
        (Some(_), None) => {}
        (None, Some(attribute)) => diagnostics.error(
            &text.literal,
            format_args!(
                "`{name}` is a parameter, which gives no attribute `{attribute}`; write `${{{name}}}`"
            ),
        ),
        (None, None) => {}
    }
}

/// The artifact's place is gone from the template when it is given as a path.
fn is_code(name: &str) -> bool {
    matches!(name, "CodeBucket" | "CodeKey")
}

fn nearest_pseudo(name: &str, pseudo: impl Iterator<Item = &'static str> + Clone) -> Option<&'static str> {
    let bare = suggest::nearest(name, pseudo.clone().filter_map(|pseudo| pseudo.strip_prefix("AWS::")))?;
    pseudo.into_iter().find(|pseudo| pseudo.strip_prefix("AWS::") == Some(bare))
}

/// CloudFormation makes a resource after those it refers to, so there must be a first one.
pub(super) fn check_cycles(api: &Api, template: &Template, diagnostics: &mut Diagnostics) {
    // What the declaration makes refers only to what was made before it.
    let mut refers = !api.resources().is_empty();
    api.block.visit_texts(&mut |text| refers |= text.text.references().next().is_some());
    if !refers {
        return;
    }
    let Some(cycle) = template.cycle() else { return };
    let mut round = cycle.clone();
    round.extend(cycle.first().cloned());
    let round = suggest::format_cycle(&round);
    // One of the references is the declaration's own; without it there would be no circle.
    let mut at = None;
    api.block.visit_texts(&mut |text| {
        let closes = text.text.references().any(|piece| match piece {
            Piece::Ref(name) | Piece::GetAtt(name, _) => cycle.iter().any(|id| id == name),
            Piece::Pseudo(_) | Piece::Literal(_) => false,
        });
        if closes && at.is_none() {
            at = Some(text.literal.clone());
        }
    });
    let message = format!("these resources wait for each other, so none can be made: {round}");
    match at {
        Some(literal) => diagnostics.error(literal, message),
        None => diagnostics.error(&api.name, message),
    }
}
