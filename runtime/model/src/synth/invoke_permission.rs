use super::Context;
use crate::template::{Expression, LogicalId, RouteRole, Slot, Template, resources::Permission};

/// Adds the permission with which API Gateway invokes a function for `source_arn`.
pub(super) fn synth_invoke_permission(
    context: &Context<'_>,
    slot: Slot<'_>,
    function_name: Expression,
    source_arn: Expression,
    template: &mut Template,
) {
    template.add(
        LogicalId::for_route(&context.declaration.type_name, slot, RouteRole::Permission),
        Permission {
            action: "lambda:InvokeFunction",
            function_name,
            principal: "apigateway.amazonaws.com",
            source_arn,
        },
    );
}
