use super::{Rule, Violation, texts::visit_texts};
use crate::{
    declaration::{Declaration, DeclarationPath, Piece},
    template::{Template, attributes},
};

/// `${Name}` is the name of a resource or a parameter, and `${Name.Attribute}` has an attribute of the
/// resource.
pub(super) fn check_references(declaration: &Declaration, template: &Template, found: &mut Vec<Violation>) {
    let mut missing: Vec<UnknownName> = Vec::new();
    visit_texts(declaration, &mut |place, text| {
        for reference in text.text.references() {
            let (name, attribute) = match reference {
                Piece::Ref(name) => (name, None),
                Piece::GetAtt(name, attribute) => (name, Some(&**attribute)),
                Piece::Pseudo(_) | Piece::Literal(_) => continue,
            };
            if template.has_name(name) && !is_code(name) {
                if let Some(rule) =
                    attribute.and_then(|attribute| unknown_attribute(name, attribute, template))
                {
                    let at = place.to_path();
                    let paths = judged(declaration, &at, name);
                    found.push(Violation::at_value(rule, at, paths));
                }
                continue;
            }
            match missing.iter_mut().find(|known| known.name == *name) {
                Some(known) => known.more += 1,
                None => missing.push(UnknownName {
                    name: name.to_string(),
                    attribute: attribute.map(str::to_owned),
                    at: place.to_path(),
                    more: 0,
                }),
            }
        }
    });
    // A renamed API has other names for all generated resources.
    let prefixes: Vec<Option<String>> =
        missing.iter().map(|missing| former_prefix(&missing.name, declaration, template)).collect();
    for (i, UnknownName { name, attribute, at, more }) in missing.into_iter().enumerate() {
        let paths = judged(declaration, &at, &name);
        let prefix = &prefixes[i];
        let rule = match prefix {
            Some(_) if prefixes[..i].contains(prefix) => continue,
            Some(prefix) if prefixes.iter().filter(|other| other.as_ref() == Some(prefix)).count() > 1 => {
                Rule::RenamedApi {
                    name,
                    prefix: prefix.clone(),
                    type_name: declaration.type_name.to_string(),
                }
            }
            _ => Rule::UnknownReference { name, attribute, more },
        };
        found.push(Violation::at_value(rule, at, paths));
    }
}

/// The first path of a name that the template does not have.
struct UnknownName {
    name: String,
    attribute: Option<String>,
    at: DeclarationPath,
    more: usize,
}

/// Returns the paths that decide the existence of a name. A generated name depends on the keys that decide
/// its resource.
fn judged(declaration: &Declaration, at: &DeclarationPath, name: &str) -> Vec<DeclarationPath> {
    let declared =
        ["resources", "parameters"].map(|key| DeclarationPath::from_keys([key]).key(name.to_owned()));
    let all = name.starts_with(&*declaration.type_name).then_some(DeclarationPath::ROOT);
    [at.clone()].into_iter().chain(declared).chain(all).collect()
}

fn former_prefix(name: &str, declaration: &Declaration, template: &Template) -> Option<String> {
    let made = template.resources().filter_map(|(id, _)| id.as_str().strip_prefix(&*declaration.type_name));
    made.filter_map(|rest| name.strip_suffix(rest)).find(|prefix| !prefix.is_empty()).map(str::to_owned)
}

fn unknown_attribute(name: &str, attribute: &str, template: &Template) -> Option<Rule> {
    let attribute_name = attribute.to_owned();
    let Some(resource) = template.resource(name) else {
        return Some(Rule::AttributeOfParameter { name: name.to_owned(), attribute: attribute_name });
    };
    let known = attributes(resource.kind())?;
    (!known.contains(&attribute)).then(|| Rule::UnknownAttribute {
        kind: resource.kind().to_owned(),
        attribute: attribute_name,
        known,
    })
}

/// Returns `true` for the parameters of the artifact's location, which a template with a local artifact does
/// not have.
pub fn is_code(name: &str) -> bool {
    matches!(name, "CodeBucket" | "CodeKey")
}

/// CloudFormation creates a resource after the resources that it refers to, so they cannot form a cycle.
pub(super) fn check_cycles(declaration: &Declaration, template: &Template, found: &mut Vec<Violation>) {
    // A generated resource refers only to earlier ones.
    let mut refers = !declaration.sections.resources.is_empty();
    visit_texts(declaration, &mut |_, text| refers |= text.text.references().next().is_some());
    if !refers {
        return;
    }
    let Some(resources) = template.cycle() else { return };
    // One reference of the cycle is in a declared resource.
    let mut paths = Vec::new();
    visit_texts(declaration, &mut |place, text| {
        let closes = text.text.references().any(|piece| match piece {
            Piece::Ref(name) | Piece::GetAtt(name, _) => resources.iter().any(|id| id == name),
            Piece::Pseudo(_) | Piece::Literal(_) => false,
        });
        if closes {
            paths.push(place.to_path());
        }
    });
    let at = paths.first().cloned();
    // The cycle may include generated resources.
    paths.push(DeclarationPath::ROOT);
    let rule = Rule::CircularDependency { resources };
    found.push(match at {
        Some(at) => Violation::at_value(rule, at, paths),
        None => Violation::at_key(rule, DeclarationPath::ROOT, paths),
    });
}
