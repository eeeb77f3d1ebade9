//! From a [`Spec`] to a [`Template`]. The order of the functions called here is the order of the resources.

mod access_log;
mod function;
mod outputs;
mod route;
mod stage;

use crate::{
    limits,
    spec::{Pseudo, Spec},
    template::{
        ApiRole, Expression, Handle, LogicalId, Parameter, ParameterType, Template, concat_expression,
        resources,
    },
};

/// Makes the template of an API.
///
/// Pure: the same declaration gives the same template. Route keys must be distinct, as they are in every spec
/// that the front end made.
pub fn synth(spec: &Spec) -> Template {
    let description = spec.documentation.as_deref().map(template_description);
    let mut template = Template::new(description);
    let stage_name = synth_stage_name(spec, &mut template);
    let api = synth_api(spec, &mut template);
    let context = Context { spec, api, stage_name };
    let routes = route::synth_routes(&context, &mut template);
    let access_log = access_log::synth_access_log(&context, &mut template);
    let stage = stage::synth_stage(&context, &routes, access_log, &mut template);
    outputs::synth_outputs(&context, &stage, &mut template);
    template
}

/// What every part needs.
struct Context<'a> {
    spec: &'a Spec,
    api: Handle<resources::Api>,
    /// Never a reference to the stage itself: a function that had one would wait for the stage, and the stage,
    /// through routes and integrations, for the function.
    stage_name: Expression,
}

impl Context<'_> {
    fn api_id(&self, role: ApiRole) -> LogicalId {
        LogicalId::of_api(&self.spec.type_name, role)
    }

    /// `arn:…:execute-api:…:<api>` followed by `path`.
    fn execute_api_arn(&self, path: impl Into<Expression>) -> Expression {
        concat_expression!(
            "arn:",
            Pseudo::Partition,
            ":execute-api:",
            Pseudo::Region,
            ":",
            Pseudo::AccountId,
            ":",
            &self.api,
            path.into()
        )
    }

    /// Where the stage is reached on API Gateway's own domain.
    fn url(&self, scheme: &'static str, stage: impl Into<Expression>) -> Expression {
        concat_expression!(
            scheme,
            "://",
            &self.api,
            ".execute-api.",
            Pseudo::Region,
            ".",
            Pseudo::UrlSuffix,
            "/",
            stage.into()
        )
    }
}

fn synth_stage_name(spec: &Spec, template: &mut Template) -> Expression {
    if let Some(name) = &spec.stage.name {
        return Expression::Literal(name.clone());
    }
    template.add_parameter(
        "StageName",
        Parameter {
            kind: ParameterType::String,
            description: "The stage that the API is deployed to",
            default: Some(limits::default::STAGE_NAME),
            allowed_pattern: Some("[A-Za-z0-9_-]{1,128}"),
            constraint_description: Some("must be 1 to 128 letters, digits, _ or -"),
        },
    )
}

fn synth_api(spec: &Spec, template: &mut Template) -> Handle<resources::Api> {
    template.add(
        LogicalId::of_api(&spec.type_name, ApiRole::Api),
        resources::Api {
            name: api_name(spec),
            description: spec.description.as_ref().map(Expression::from),
            protocol_type: "WEBSOCKET",
            route_selection_expression: spec.route_selection_expression.clone(),
            tags: (&*spec.tags).into(),
        },
    )
}

/// SST names an API `<stage>-<app>-<id>`; here the stack stands for stage and app.
fn api_name(spec: &Spec) -> Expression {
    match &spec.name {
        Some(name) => name.into(),
        None => concat_expression!(Pseudo::StackName, "-", spec.type_name.clone().into_owned()),
    }
}

fn template_description(documentation: &str) -> String {
    let mut end = documentation.len().min(limits::TEMPLATE_DESCRIPTION);
    while !documentation.is_char_boundary(end) {
        end -= 1;
    }
    documentation[..end].to_owned()
}
