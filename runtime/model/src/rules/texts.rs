//! A visitor of every string of a declaration that may have references, with its path.

use super::place::Place;
use crate::{
    declaration::{
        Authorizer, AuthorizerFunction, CustomDomain, Declaration, Function, Json, Member, Permission,
        Permissions, Piece, RouteFunction, Text, parse_text,
    },
    template::ArnKind,
};

/// A string, and the kind of ARN that it must be.
pub(super) struct VisitedText<'a> {
    pub(super) text: &'a Text,
    /// The kind of resource whose ARN the string must be.
    pub(super) arn: Option<ArnKind>,
}

/// Visits strings. The references of raw CloudFormation that only names resources, such as `DependsOn`, are
/// visited as a string.
pub(super) fn visit_texts(declaration: &Declaration, visit: &mut dyn FnMut(Place<'_>, VisitedText<'_>)) {
    let root = Place::Root;
    let mut visitor = Visitor { visit };
    let v = &mut visitor;
    let routes = root.key("routes");
    for route in declaration.routes.iter() {
        let route_place = routes.key(&route.key);
        let function = route_place.key("function");
        match &route.function {
            RouteFunction::Own(own) => v.function(function, own),
            RouteFunction::Existing(arn) => v.arn(function.key("arn"), Some(arn), ArnKind::Function),
            RouteFunction::Group(_) => {}
        }
        v.permissions(route_place.key("attached"), route.attached.as_ref());
    }
    let defaults = root.key("defaults");
    v.function(defaults.key("function"), &declaration.defaults);
    let authorizer = root.key("authorizer");
    match &declaration.authorizer {
        Authorizer::None | Authorizer::Iam => {}
        Authorizer::Existing(id) => v.text(authorizer.key("id"), Some(id)),
        Authorizer::Lambda(lambda) => {
            let function = authorizer.key("function");
            match &lambda.function {
                AuthorizerFunction::Own { settings, .. } => v.function(function, settings),
                AuthorizerFunction::Existing(arn) => v.arn(function.key("arn"), Some(arn), ArnKind::Function),
            }
            v.text(authorizer.key("name"), lambda.name.as_ref());
        }
    }
    if let Some(log) = &declaration.access_log {
        let place = root.key("access_log");
        v.arn(place.key("destination_arn"), log.destination_arn.as_ref(), ArnKind::LogDestination);
    }
    v.text(root.key("name"), declaration.name.as_ref());
    v.text(root.key("description"), declaration.description.as_ref());
    let tags = root.key("tags");
    for tag in declaration.tags.iter() {
        v.text(tags.key(&tag.key), Some(&tag.value));
    }
    let stage = root.key("stage");
    v.text(stage.key("description"), declaration.stage.description.as_ref());
    let variables = stage.key("variables");
    for variable in declaration.stage.variables.iter() {
        v.text(variables.key(&variable.name), Some(&variable.value));
    }
    let groups = root.key("groups");
    for group in declaration.groups.iter() {
        v.function(groups.key(&group.name), &group.function);
    }
    v.custom_domain(root.key("custom_domain"), declaration.custom_domain.as_ref());
    v.permissions(root.key("permissions"), declaration.permissions.as_ref());
    if let Some(import) = &declaration.import {
        let place = root.key("import");
        v.text(place.key("api_id"), Some(&import.api_id));
    }
    let overrides = root.key("overrides");
    for (key, json) in [
        ("api", &declaration.overrides.api),
        ("stage", &declaration.overrides.stage),
        ("access_log", &declaration.overrides.access_log),
        ("authorizer", &declaration.overrides.authorizer),
        ("certificate", &declaration.overrides.certificate),
        ("domain", &declaration.overrides.domain),
    ] {
        if let Some(json) = json {
            v.json(overrides.key(key), json);
        }
    }
    let resources = root.key("resources");
    for Member { key, value } in declaration.sections.resources.iter() {
        v.resource(resources.key(key), value);
    }
    for (key, members) in
        [("parameters", &declaration.sections.parameters), ("outputs", &declaration.sections.outputs)]
    {
        let place = root.key(key);
        for Member { key, value } in members.iter() {
            v.json(place.key(key), value);
        }
    }
}

/// Visits the strings of a raw CloudFormation value.
pub(super) fn visit_json(place: Place<'_>, json: &Json, visit: &mut dyn FnMut(Place<'_>, VisitedText<'_>)) {
    Visitor { visit }.json(place, json);
}

struct Visitor<'v> {
    visit: &'v mut dyn FnMut(Place<'_>, VisitedText<'_>),
}

impl Visitor<'_> {
    fn text(&mut self, place: Place<'_>, text: Option<&Text>) {
        if let Some(text) = text {
            (self.visit)(place, VisitedText { text, arn: None });
        }
    }

    fn arn(&mut self, place: Place<'_>, text: Option<&Text>, of: ArnKind) {
        if let Some(text) = text {
            (self.visit)(place, VisitedText { text, arn: Some(of) });
        }
    }

    fn function(&mut self, place: Place<'_>, function: &Function) {
        let environment = place.key("environment");
        for variable in function.environment.iter() {
            self.text(environment.key(&variable.name), Some(&variable.value));
        }
        self.permissions(place.key("permissions"), function.permissions.as_ref());
        let layers = place.key("layers");
        for (i, layer) in function.layers.iter().enumerate() {
            self.arn(layers.index(i), Some(layer), ArnKind::LayerVersion);
        }
        self.text(place.key("description"), function.description.as_ref());
        self.text(place.key("function_name"), function.function_name.as_ref());
    }

    fn permissions(&mut self, place: Place<'_>, permissions: Option<&Permissions>) {
        let Some(Permissions::List(list)) = permissions else { return };
        for (i, permission) in list.iter().enumerate() {
            let Permission::Statement(statement) = permission else { continue };
            let place = place.index(i);
            let resources = place.key("resources");
            for (i, resource) in statement.resources.iter().enumerate() {
                self.arn(resources.index(i), Some(resource), ArnKind::Anything);
            }
            if let Some(condition) = &statement.condition {
                self.json(place.key("condition"), condition);
            }
        }
    }

    fn custom_domain(&mut self, place: Place<'_>, domain: Option<&CustomDomain>) {
        match domain {
            None | Some(CustomDomain::Shared { .. }) => {}
            Some(CustomDomain::Own(domain)) => {
                self.text(place.key("domain_name"), Some(&domain.domain_name));
                self.text(place.key("hosted_zone"), domain.hosted_zone.as_ref());
                self.text(place.key("hosted_zone_id"), domain.hosted_zone_id.as_ref());
                self.arn(place.key("certificate"), domain.certificate.as_ref(), ArnKind::Certificate);
            }
            Some(CustomDomain::Existing(domain)) => {
                let place = place.key("existing");
                self.text(place.key("name"), Some(&domain.name));
                self.text(place.key("regional_domain_name"), domain.regional_domain_name.as_ref());
                self.text(place.key("regional_hosted_zone_id"), domain.regional_hosted_zone_id.as_ref());
            }
        }
    }

    /// Visits the body of a resource, whose `DependsOn` names others.
    fn resource(&mut self, place: Place<'_>, body: &Json) {
        let Json::Object(members) = body else { return self.json(place, body) };
        for Member { key, value } in members.iter() {
            let place = place.key(key);
            if key != "DependsOn" {
                self.json(place, value);
                continue;
            }
            match value {
                Json::List(names) => {
                    for (i, name) in names.iter().enumerate() {
                        self.name(place.index(i), name);
                    }
                }
                name => self.name(place, name),
            }
        }
    }

    fn name(&mut self, place: Place<'_>, name: &Json) {
        if let Json::Verbatim(name) = name {
            self.text(place, Some(&Text::Sub(vec![Piece::Ref(name.clone())].into())));
        }
    }

    fn json(&mut self, place: Place<'_>, json: &Json) {
        match json {
            Json::Text(text) => self.text(place, Some(text)),
            Json::List(items) => {
                for (i, item) in items.iter().enumerate() {
                    self.json(place.index(i), item);
                }
            }
            Json::Object(members) => {
                for Member { key, value } in members.iter() {
                    match value {
                        Json::List(items) if key == "Fn::Sub" => self.substitution(place.key(key), items),
                        value => self.json(place.key(key), value),
                    }
                }
            }
            Json::Null | Json::Bool(_) | Json::Number(_) | Json::Verbatim(_) => {}
        }
    }

    /// Visits the string and the map of a `Fn::Sub`. The names in the map are not names of the template.
    fn substitution(&mut self, place: Place<'_>, items: &[Json]) {
        if let [Json::Verbatim(text), Json::Object(map), ..] = items
            && let Ok(text) = parse_text(text)
        {
            let is_given = |piece: &&Piece| matches!(piece, Piece::Ref(name) if map.iter().any(|member| member.key == *name));
            let rest: Vec<Piece> = text.references().filter(|piece| !is_given(piece)).cloned().collect();
            self.text(place.index(0), Some(&Text::Sub(rest.into())));
        }
        for (i, item) in items.iter().enumerate() {
            self.json(place.index(i), item);
        }
    }
}
