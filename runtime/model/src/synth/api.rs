use crate::{
    spec::{Pseudo, Spec, members},
    template::{ApiRole, Expression, Handle, LogicalId, Template, concat_expression, resources::Api},
};

pub(super) fn synth_api(spec: &Spec, template: &mut Template) -> Handle<Api> {
    let api = Api {
        name: api_name(spec),
        description: spec.description.as_ref().map(Expression::from),
        protocol_type: "WEBSOCKET",
        route_selection_expression: spec.route_selection_expression.clone(),
        tags: (&*spec.tags).into(),
    };
    template.add_with(LogicalId::of_api(&spec.type_name, ApiRole::Api), api, |api| {
        api.override_with(members(spec.overrides.api.as_ref()));
    })
}

/// SST names an API `<stage>-<app>-<id>`; here the stack stands for stage and app.
fn api_name(spec: &Spec) -> Expression {
    match &spec.name {
        Some(name) => name.into(),
        None => concat_expression!(Pseudo::StackName, "-", spec.type_name.clone().into_owned()),
    }
}
