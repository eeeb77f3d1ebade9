//! What the macro refuses in a declaration, for what a program adds to it.

use websocket_api_model::{
    declaration::{
        self, Access, Declaration, FunctionLayout, Permission, Route, RouteFunction, grants::Grants,
    },
    limits, synth,
    template::{ArnOf, NotAnArn, Properties, Resource, Template},
};

use crate::{Error, Permissions, Result, permissions::Attached};

/// The permissions as the API understands them.
pub(crate) fn resolve(
    declaration: &Declaration,
    permissions: Permissions,
) -> Result<declaration::Permissions> {
    let texts = match permissions.0 {
        Attached::Checked(permissions) => {
            check_permissions(declaration, Some(&permissions))?;
            return Ok(permissions);
        }
        Attached::Texts(texts) => texts,
    };
    if texts.iter().any(|text| text == "*") {
        return Ok(declaration::Permissions::All);
    }
    let one = |text: String| -> Result<Permission> {
        if let Some(permission) = Permission::parse(&text) {
            return Ok(permission);
        }
        check_grant(declaration, &text, Access::All)?;
        Ok(Permission::Resource(text.into(), Access::All))
    };
    Ok(declaration::Permissions::List(texts.into_iter().map(one).collect::<Result<Vec<_>>>()?.into()))
}

fn check_permissions(declaration: &Declaration, permissions: Option<&declaration::Permissions>) -> Result {
    let Some(declaration::Permissions::List(list)) = permissions else { return Ok(()) };
    list.iter().try_for_each(|permission| match permission {
        Permission::Resource(name, access) => check_grant(declaration, name, *access),
        Permission::Service(_) | Permission::Action(_) | Permission::Statement(_) => Ok(()),
    })
}

/// A resource is a declared one, of a type that knows the access.
fn check_grant(declaration: &Declaration, name: &str, access: Access) -> Result {
    let Some(kind) = declaration.declared.resource_type(name) else {
        return Err(Error::NoPermission { name: name.to_owned() });
    };
    match Grants::of(kind) {
        Some(grants) if !grants.actions(access).is_empty() => Ok(()),
        _ => Err(Error::NoGrant { name: name.to_owned(), kind: kind.to_owned() }),
    }
}

/// Whether source text alone says everything that a template needs.
#[cfg(any(feature = "build", feature = "cli"))]
pub(crate) fn check_source(declarations: &[&Declaration]) -> Result {
    let mut routes = declarations.iter().flat_map(|declaration| declaration.routes.iter());
    match routes.find(|route| route.validation != declaration::Validation::None) {
        Some(route) => Err(Error::NeedsProgram { route: route.key.to_string() }),
        None => Ok(()),
    }
}

/// Whether a route fits the API that it is added to.
pub(crate) fn check_route(declaration: &Declaration, route: &Route) -> Result {
    let key = || route.key.to_string();
    let shared = declaration.functions == FunctionLayout::Shared;
    match &route.function {
        RouteFunction::Own(function) if shared && *function != declaration::Function::EMPTY => {
            Err(Error::SharedFunction { key: key() })
        }
        RouteFunction::Own(function) => check_permissions(declaration, function.permissions.as_ref()),
        RouteFunction::Group(name) if !declaration.groups.iter().any(|group| group.name == *name) => {
            Err(Error::NoGroup { name: name.to_string() })
        }
        RouteFunction::Group(_) => Ok(()),
        RouteFunction::Existing(_) if declaration.defaults != declaration::Function::EMPTY => {
            Err(Error::DefaultsOfExisting { key: key() })
        }
        RouteFunction::Existing(_) => Ok(()),
    }
}

/// Whether the API as a whole is still one that AWS takes.
pub(crate) fn check_spec(declaration: &Declaration) -> Result {
    if declaration.routes.len() > limits::ROUTES {
        return Err(Error::TooManyRoutes { count: declaration.routes.len() });
    }
    for route in declaration.routes.iter() {
        let Some(function) = declaration.function(route) else { continue };
        let route = || route.key.to_string();
        let (size, layers) = (function.environment_size(), function.layers.len());
        if size > limits::ENVIRONMENT {
            return Err(Error::EnvironmentTooLarge { route: route(), size });
        }
        if layers > limits::LAYERS {
            return Err(Error::TooManyLayers { route: route(), count: layers });
        }
    }
    if let Some((function, architecture)) = declaration.other_architecture() {
        let (architecture, others) = (architecture.word(), declaration.architecture().word());
        return Err(Error::MixedArchitectures { function: function.to_owned(), architecture, others });
    }
    let template = synth(declaration);
    if let Some(name) = template.dangling() {
        return Err(Error::NoResource { name });
    }
    check_arns(declaration, &template)?;
    if let Some(resources) = template.cycle() {
        return Err(Error::Cycle { resources });
    }
    let count = template.resources().len();
    if count > limits::RESOURCES {
        return Err(Error::TooManyResources { count });
    }
    let size = template.largest_policy();
    if size > limits::ROLE_POLICIES {
        return Err(Error::TooManyPermissions { size });
    }
    let size = template.to_json().len();
    if size > limits::TEMPLATE_OBJECT {
        return Err(Error::TemplateTooLarge { size });
    }
    let mut names = Vec::new();
    for (_, resource) in template.resources() {
        let Resource::Made(made) = resource else { continue };
        let Properties::Function(function) = made.properties() else { continue };
        let Some(name) = &function.function_name else { continue };
        if names.contains(&name) {
            return Err(Error::SameFunctionName { name: name.to_sub() });
        }
        names.push(name);
    }
    Ok(())
}

/// Checks that the references of routes give ARNs where ARNs belong.
fn check_arns(declaration: &Declaration, template: &Template) -> Result {
    let refused = |problem: NotAnArn| Error::NotAnArn {
        reference: problem.reference.clone(),
        reason: problem.to_string(),
    };
    let check = |text: &declaration::Text, of| template.check_arn(text, of).map_err(refused);
    for route in declaration.routes.iter() {
        if let RouteFunction::Existing(arn) = &route.function {
            check(arn, ArnOf::Function)?;
        }
        let function = declaration.function(route);
        let function = function.as_ref();
        for layer in function.iter().flat_map(|function| function.layers.iter()) {
            check(layer, ArnOf::LayerVersion)?;
        }
        for permissions in
            [function.and_then(|function| function.permissions.as_ref()), route.attached.as_ref()]
        {
            let Some(declaration::Permissions::List(list)) = permissions else { continue };
            for permission in list.iter() {
                let Permission::Statement(statement) = permission else { continue };
                statement.resources.iter().try_for_each(|resource| check(resource, ArnOf::Anything))?;
            }
        }
    }
    Ok(())
}
