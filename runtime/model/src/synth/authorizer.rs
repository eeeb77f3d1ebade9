use super::{Context, function, invoke_permission::synth_invoke_permission};
use crate::{
    declaration::{Authorizer, AuthorizerFunction, Str, members},
    limits,
    template::{ApiRole, Expression, Slot, Template, concat_expression, resources},
};

/// Adds the authorizer of `$connect`, and returns its ID.
pub(super) fn synth_authorizer(context: &Context<'_>, template: &mut Template) -> Option<Expression> {
    let lambda = match &context.declaration.authorizer {
        Authorizer::None | Authorizer::Iam => return None,
        Authorizer::Existing(id) => return Some(id.into()),
        Authorizer::Lambda(lambda) => lambda,
    };
    let function_arn = match &lambda.function {
        AuthorizerFunction::Existing(arn) => Expression::from(arn),
        AuthorizerFunction::Own { settings, .. } => {
            function::synth_function(context, Slot::Authorizer, settings, template).arn()
        }
    };
    let authorizer = resources::Authorizer {
        api_id: context.api.clone(),
        name: lambda.name.as_ref().map_or(limits::default::AUTHORIZER_NAME.into(), Expression::from),
        authorizer_type: "REQUEST",
        authorizer_uri: Context::invocation_uri(function_arn.clone()),
        identity_source: lambda.identity_sources().map(|source| Str::Owned(source.to_owned())).collect(),
    };
    let authorizer = template.add_with(context.id(ApiRole::Authorizer), authorizer, |authorizer| {
        authorizer.override_with(members(context.declaration.overrides.authorizer.as_ref()));
    });
    let source = context.execute_api_arn(concat_expression!("/authorizers/", &authorizer));
    synth_invoke_permission(context, Slot::Authorizer, function_arn, source, template);
    Some(authorizer.reference())
}
