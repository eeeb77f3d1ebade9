use super::{Context, function};
use crate::{
    spec::{Authorizer, FunctionLayout, Pseudo, Route, RouteKeyKind},
    template::{
        Handle, LogicalId, RouteRole, Slot, Template, concat_expression,
        resources::{self, Integration, RouteResponse},
    },
};

/// What a deployment must wait for.
pub(super) struct Routes {
    pub(super) routes: Vec<Handle<resources::Route>>,
    pub(super) responses: Vec<Handle<RouteResponse>>,
}

pub(super) fn synth_routes(context: &Context<'_>, template: &mut Template) -> Routes {
    let spec = context.spec;
    let mut all = Routes { routes: Vec::new(), responses: Vec::new() };
    if spec.routes.is_empty() {
        return all;
    }
    let code = function::synth_code(template);
    let shared = (spec.functions == FunctionLayout::Shared).then(|| {
        let function =
            function::synth_function(context, Slot::Shared, &spec.defaults, code.clone(), template);
        synth_integration(context, Slot::Shared, &function, template)
    });
    for route in spec.routes.iter() {
        let integration = shared.clone().unwrap_or_else(|| {
            let slot = Slot::Route(&route.key);
            let settings = spec.function(route);
            let function = function::synth_function(context, slot, &settings, code.clone(), template);
            synth_integration(context, slot, &function, template)
        });
        synth_route(context, route, &integration, &mut all, template);
    }
    all
}

fn synth_integration(
    context: &Context<'_>,
    slot: Slot<'_>,
    function: &Handle<resources::Function>,
    template: &mut Template,
) -> Handle<Integration> {
    template.add(
        LogicalId::of_route(&context.spec.type_name, slot, RouteRole::Integration),
        Integration {
            api_id: context.api.reference(),
            integration_type: "AWS_PROXY",
            integration_uri: concat_expression!(
                "arn:",
                Pseudo::Partition,
                ":apigateway:",
                Pseudo::Region,
                ":lambda:path/2015-03-31/functions/",
                function.arn(),
                "/invocations"
            ),
        },
    )
}

fn synth_route(
    context: &Context<'_>,
    route: &Route,
    integration: &Handle<Integration>,
    all: &mut Routes,
    template: &mut Template,
) {
    let id = |role| LogicalId::of_route(&context.spec.type_name, Slot::Route(&route.key), role);
    let handle = template.add(
        id(RouteRole::Route),
        resources::Route {
            api_id: context.api.reference(),
            route_key: route.key.clone(),
            authorization_type: authorization_type(&context.spec.authorizer, route.kind()),
            route_response_selection_expression: route.return_response.then_some("$default"),
            target: concat_expression!("integrations/", integration),
        },
    );
    if route.return_response {
        all.responses.push(template.add(
            id(RouteRole::Response),
            RouteResponse {
                api_id: context.api.reference(),
                route_id: handle.reference(),
                route_response_key: "$default",
            },
        ));
    }
    all.routes.push(handle);
}

/// Written on every route: leaving it out would not undo an earlier `AWS_IAM`. Only `$connect` is ever authorized.
fn authorization_type(authorizer: &Authorizer, kind: RouteKeyKind) -> &'static str {
    match (authorizer, kind) {
        (Authorizer::Iam, RouteKeyKind::Connect) => "AWS_IAM",
        _ => "NONE",
    }
}
