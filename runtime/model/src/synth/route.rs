use std::collections::HashMap;

use indexmap::IndexMap;

use super::{Context, function, invoke_permission::synth_invoke_permission};
use crate::{
    declaration::{Function, Route, RouteFunction, RouteKeyKind, Validation},
    limits,
    template::{
        Body, Expression, Handle, LogicalId, RouteRole, Slot, Template, concat_expression,
        resources::{self, Integration, Model, RouteResponse},
    },
};

/// The resources that a deployment depends on.
#[derive(Default)]
pub(super) struct Routes {
    pub(super) routes: Vec<Handle<resources::Route>>,
    pub(super) responses: Vec<Handle<RouteResponse>>,
    pub(super) models: Vec<Handle<Model>>,
}

pub(super) fn synth_routes(
    context: &Context<'_>,
    authorizer: Option<&Expression>,
    template: &mut Template,
) -> Routes {
    // Each route has up to five resources, with those of its function.
    template.resources.reserve(5 * context.declaration.routes.len());
    let mut all = Routes::default();
    // Routes that share a function share its integration.
    let mut shared: HashMap<Option<&str>, Handle<Integration>> = HashMap::new();
    for route in context.declaration.routes.iter() {
        let slot = Slot::from_route(context.declaration.functions, route);
        let name = match slot {
            Slot::Group(name) => Some(Some(name)),
            Slot::Shared => Some(None),
            Slot::Route(_) | Slot::Authorizer => None,
        };
        let integration = match name.and_then(|name| shared.get(&name)) {
            Some(integration) => integration.clone(),
            None => synth_integration(context, slot, route, template),
        };
        if let Some(name) = name {
            shared.insert(name, integration.clone());
        }
        synth_route(context, route, &integration, authorizer, &mut all, template);
    }
    all
}

/// Adds an integration, and its function unless the function exists.
fn synth_integration(
    context: &Context<'_>,
    slot: Slot<'_>,
    route: &Route,
    template: &mut Template,
) -> Handle<Integration> {
    let function_arn = match &route.function {
        RouteFunction::Existing(arn) => Expression::from(arn),
        RouteFunction::Own(_) | RouteFunction::Group(_) => {
            let settings = context.declaration.function(route).unwrap_or(Function::EMPTY);
            function::synth_function(context, slot, &settings, template).arn()
        }
    };
    // The permission is for one route, or for every route of the stage if several routes share the function.
    // A statement for each route would exceed the 20 KB of a function's resource policy.
    let opened = match slot {
        Slot::Route(key) => key.to_owned(),
        Slot::Group(_) | Slot::Shared | Slot::Authorizer => "*".to_owned(),
    };
    let source = context.execute_api_arn(concat_expression!("/", &context.stage_name, "/", opened));
    synth_invoke_permission(context, slot, function_arn.clone(), source, template);
    template.add(
        LogicalId::for_route(&context.declaration.type_name, slot, RouteRole::Integration),
        Integration {
            api_id: context.api.clone(),
            integration_type: "AWS_PROXY",
            integration_uri: Context::invocation_uri(function_arn),
        },
    )
}

fn synth_route(
    context: &Context<'_>,
    route: &Route,
    integration: &Handle<Integration>,
    authorizer: Option<&Expression>,
    all: &mut Routes,
    template: &mut Template,
) {
    let id = |role| LogicalId::for_route(&context.declaration.type_name, Slot::Route(&route.key), role);
    let model = synth_model(context, route, template);
    let name = model.as_ref().map(|model| model.id().shortened(limits::MODEL_NAME));
    let handle = template.add_with(
        id(RouteRole::Route),
        resources::Route {
            api_id: context.api.clone(),
            route_key: route.key.clone(),
            authorization_type: context.declaration.authorizer.authorization_type(route.kind()),
            authorizer_id: authorizer.filter(|_| route.kind() == RouteKeyKind::Connect).cloned(),
            route_response_selection_expression: route.return_response.then_some("$default"),
            model_selection_expression: name
                .is_some()
                .then(|| context.declaration.route_selection_expression.clone()),
            // The model has the key that selects the route, and the key that API Gateway uses if there is no
            // other.
            request_models: name
                .iter()
                .flat_map(|name| [(route.key.clone(), name.clone()), ("$default".into(), name.clone())])
                .collect(),
            target: concat_expression!("integrations/", integration),
        },
        |made| {
            // The route names the model without a reference.
            if let Some(model) = &model {
                made.depend_on(model);
            }
        },
    );
    all.models.extend(model);
    if route.return_response {
        all.responses.push(template.add(
            id(RouteRole::Response),
            RouteResponse {
                api_id: context.api.clone(),
                route_id: handle.reference(),
                route_response_key: "$default",
            },
        ));
    }
    all.routes.push(handle);
}

/// Adds the model that validates a route's messages.
fn synth_model(context: &Context<'_>, route: &Route, template: &mut Template) -> Option<Handle<Model>> {
    let schema = match &route.validation {
        Validation::None => return None,
        // No template with this placeholder is deployed. It has the same resources as the program's template.
        Validation::Declared => Body::Object(IndexMap::new()),
        Validation::Model(schema) => Body::from(schema),
    };
    let id = LogicalId::for_route(&context.declaration.type_name, Slot::Route(&route.key), RouteRole::Model);
    let name = id.shortened(limits::MODEL_NAME);
    let model = Model { api_id: context.api.clone(), name, content_type: "application/json", schema };
    Some(template.add(id, model))
}
