//! Synthesis of a [`Template`] from a [`Declaration`]. The order of the calls here is the order of the
//! resources.

mod access_log;
mod api;
mod authorizer;
mod context;
mod domain;
mod function;
mod invoke_permission;
mod outputs;
mod policy;
mod route;
mod stage;

use crate::{
    declaration::{Declaration, Route},
    limits,
    template::{ApiRole, LogicalId, RouteRole, Slot, Template},
};

pub use outputs::custom_domain_url;

use context::Context;

/// Generates the template of an API.
///
/// The function is pure: equal declarations have equal templates. Route keys must be distinct, which the
/// front end ensures.
pub fn synth(declaration: &Declaration) -> Template {
    synth_stack(&[declaration])
}

/// Generates one template of several APIs. They share the parameters and the account's role for CloudWatch.
/// With more than one API, names of outputs begin with the API's name. The order of the APIs does not matter.
pub fn synth_stack(declarations: &[&Declaration]) -> Template {
    let declarations = ordered(declarations);
    let mut template = synth_ordered(&declarations);
    for declaration in declarations {
        template.add_sections(&declaration.sections);
    }
    template
}

/// Generates the template without the declared CloudFormation sections, whose names must differ from the
/// generated ones.
pub fn synth_made(declarations: &[&Declaration]) -> Template {
    synth_ordered(&ordered(declarations))
}

/// Returns the declarations by name, because the order in source text does not matter.
fn ordered<'a>(declarations: &[&'a Declaration]) -> Vec<&'a Declaration> {
    let mut declarations = declarations.to_vec();
    declarations.sort_by(|a, b| a.type_name.cmp(&b.type_name));
    declarations
}

fn synth_ordered(declarations: &[&Declaration]) -> Template {
    let documentation: Vec<&str> =
        declarations.iter().filter_map(|declaration| declaration.documentation.as_deref()).collect();
    let description = (!documentation.is_empty()).then(|| template_description(&documentation.join("\n\n")));
    let mut template = Template::new(description);
    for declaration in declarations {
        synth_api(declaration, declarations, &mut template);
    }
    template
}

fn synth_api(declaration: &Declaration, declarations: &[&Declaration], template: &mut Template) {
    let context = Context::new(declaration, declarations, template);
    let authorizer = authorizer::synth_authorizer(&context, template);
    let routes = route::synth_routes(&context, authorizer.as_ref(), template);
    let stage = stage::synth_stage(&context, &routes, template);
    let regional = domain::synth_domain(&context, &stage, template).unwrap_or_default();
    outputs::synth_outputs(&context, &stage, regional, template);
}

/// Returns the logical ID of a route's function, unless the function exists already.
pub fn function_id(declaration: &Declaration, route: &Route) -> Option<LogicalId> {
    (!route.has_existing_function()).then(|| {
        LogicalId::for_route(
            &declaration.type_name,
            Slot::from_route(declaration.functions, route),
            RouteRole::Function,
        )
    })
}

/// Returns the logical ID of the access log's log group.
pub fn access_log_id(declaration: &Declaration) -> LogicalId {
    LogicalId::for_api(&declaration.type_name, ApiRole::AccessLog)
}

fn template_description(documentation: &str) -> String {
    let mut end = documentation.len().min(limits::TEMPLATE_DESCRIPTION);
    while !documentation.is_char_boundary(end) {
        end -= 1;
    }
    documentation[..end].to_owned()
}
