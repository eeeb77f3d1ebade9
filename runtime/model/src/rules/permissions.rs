use super::{
    Rule, Violation,
    place::{Place, with_place},
};
use crate::declaration::{Declaration, DeclarationPath, Permission, Permissions, grants::Grants};

/// The resource of a permission is declared, and its type has known actions.
pub(super) fn check_resources(declaration: &Declaration, found: &mut Vec<Violation>) {
    let mut resources = Resources { declaration, missing: Vec::new(), found };
    visit_permissions(declaration, &mut |place, permissions| resources.check(place, permissions));
    resources.finish();
}

/// Checks permissions before they are attached to routes.
pub fn check_attached(declaration: &Declaration, permissions: &Permissions) -> Vec<Violation> {
    let mut found = Vec::new();
    let mut resources = Resources { declaration, missing: Vec::new(), found: &mut found };
    resources.check(Place::Root.key("permissions"), permissions);
    resources.finish();
    found
}

struct Resources<'a> {
    declaration: &'a Declaration,
    /// Each undeclared resource with its first path and the number of further ones.
    missing: Vec<(String, DeclarationPath, usize)>,
    found: &'a mut Vec<Violation>,
}

impl Resources<'_> {
    fn check(&mut self, place: Place<'_>, permissions: &Permissions) {
        let list = match permissions {
            Permissions::All => {
                let at = place.to_path();
                self.found.push(Violation::at_key(Rule::WildcardPermissions, at.clone(), vec![at]));
                return;
            }
            Permissions::List(list) => list,
        };
        let sections = &self.declaration.sections;
        for (i, permission) in list.iter().enumerate() {
            let Permission::Resource(name, access) = permission else { continue };
            if !sections.resources.iter().any(|resource| resource.key == *name) {
                match self.missing.iter_mut().find(|(known, ..)| known == name) {
                    Some((.., more)) => *more += 1,
                    None => self.missing.push((name.to_string(), place.index(i).to_path(), 0)),
                }
                continue;
            }
            // A resource without a type is another error.
            let Some(kind) = sections.resource_type(name) else { continue };
            if Grants::find(kind).is_none_or(|grants| grants.actions(*access).is_empty()) {
                let at = place.index(i).to_path();
                let rule = Rule::UnsupportedGrant { kind: kind.to_owned() };
                let kind = path(name).key("Type");
                self.found.push(Violation::at_value(rule, at.clone(), vec![at, kind]));
            }
        }
    }

    fn finish(self) {
        for (name, at, more) in self.missing {
            let paths = vec![at.clone(), path(&name)];
            self.found.push(Violation::at_value(Rule::UnknownResource { name, more }, at, paths));
        }
    }
}

/// Returns the path of a declared resource.
fn path(name: &str) -> DeclarationPath {
    DeclarationPath::from_keys(["resources"]).key(name.to_owned())
}

/// Visits the permissions of functions and of the API, and attached ones.
fn visit_permissions(declaration: &Declaration, visit: &mut dyn FnMut(Place<'_>, &Permissions)) {
    let root = Place::Root;
    for settings in declaration.settings() {
        if let Some(permissions) = &settings.own.permissions {
            with_place(settings.owner, &mut |place| visit(place.key("permissions"), permissions));
        }
    }
    if let Some(permissions) = &declaration.permissions {
        visit(root.key("permissions"), permissions);
    }
    let routes = root.key("routes");
    for route in declaration.routes.iter() {
        if let Some(permissions) = &route.attached {
            visit(routes.key(&route.key).key("attached"), permissions);
        }
    }
}
