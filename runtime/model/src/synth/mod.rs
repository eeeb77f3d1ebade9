//! From a [`Spec`] to a [`Template`]. The order of the functions called here is the order of the resources.

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
    limits,
    spec::{Route, Spec},
    template::{ApiRole, LogicalId, RouteRole, Slot, Template},
};

pub use outputs::custom_domain_url;

use context::Context;

/// Makes the template of an API.
///
/// Pure: the same declaration gives the same template. Route keys must be distinct, as they are in every spec
/// that the front end made.
pub fn synth(spec: &Spec) -> Template {
    synth_stack(&[spec])
}

/// Makes one template of several APIs. Parameters and the account's role for CloudWatch are shared; with more than one
/// API, outputs have its name in front. In whichever order they are given, the template is the same.
pub fn synth_stack(specs: &[&Spec]) -> Template {
    let specs = ordered(specs);
    let mut template = synth_ordered(&specs);
    for spec in specs {
        template.add_declared(&spec.declared);
    }
    template
}

/// The same without what the APIs declare in CloudFormation's own words, whose names must be others.
pub fn synth_made(specs: &[&Spec]) -> Template {
    synth_ordered(&ordered(specs))
}

/// By name: source text has no order that a program must keep to.
fn ordered<'a>(specs: &[&'a Spec]) -> Vec<&'a Spec> {
    let mut specs = specs.to_vec();
    specs.sort_by(|a, b| a.type_name.cmp(&b.type_name));
    specs
}

fn synth_ordered(specs: &[&Spec]) -> Template {
    let documentation: Vec<&str> = specs.iter().filter_map(|spec| spec.documentation.as_deref()).collect();
    let description = (!documentation.is_empty()).then(|| template_description(&documentation.join("\n\n")));
    let mut template = Template::new(description);
    for spec in specs {
        synth_api(spec, specs, &mut template);
    }
    template
}

fn synth_api(spec: &Spec, specs: &[&Spec], template: &mut Template) {
    let context = Context::new(spec, specs, template);
    let authorizer = authorizer::synth_authorizer(&context, template);
    let routes = route::synth_routes(&context, authorizer.as_ref(), template);
    let stage = stage::synth_stage(&context, &routes, template);
    let regional = domain::synth_domain(&context, &stage, template).unwrap_or_default();
    outputs::synth_outputs(&context, &stage, regional, template);
}

/// The logical id of the function behind a route, unless it exists already.
pub fn function_id(spec: &Spec, route: &Route) -> Option<LogicalId> {
    (!route.has_existing_function()).then(|| {
        LogicalId::of_route(&spec.type_name, Slot::from_route(spec.functions, route), RouteRole::Function)
    })
}

/// The logical id of the access log's group.
pub fn access_log_id(spec: &Spec) -> LogicalId {
    LogicalId::of_api(&spec.type_name, ApiRole::AccessLog)
}

fn template_description(documentation: &str) -> String {
    let mut end = documentation.len().min(limits::TEMPLATE_DESCRIPTION);
    while !documentation.is_char_boundary(end) {
        end -= 1;
    }
    documentation[..end].to_owned()
}
