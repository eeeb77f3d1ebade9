use crate::{
    declaration::{Declaration, Pseudo, members},
    template::{ApiRole, Expression, Handle, LogicalId, Template, concat_expression, resources::Api},
};

pub(super) fn synth_api(declaration: &Declaration, template: &mut Template) -> Handle<Api> {
    let api = Api {
        name: api_name(declaration),
        description: declaration.description.as_ref().map(Expression::from),
        protocol_type: "WEBSOCKET",
        route_selection_expression: declaration.route_selection_expression.clone(),
        tags: (&*declaration.tags).into(),
    };
    template.add_with(LogicalId::for_api(&declaration.type_name, ApiRole::Api), api, |api| {
        api.override_with(members(declaration.overrides.api.as_ref()));
    })
}

/// SST names an API `<stage>-<api>-<id>`. Here the stack's name replaces stage and API.
fn api_name(declaration: &Declaration) -> Expression {
    match &declaration.name {
        Some(name) => name.into(),
        None => concat_expression!(Pseudo::StackName, "-", declaration.type_name.clone().into_owned()),
    }
}
