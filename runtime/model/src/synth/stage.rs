use super::{Context, access_log, route::Routes};
use crate::{
    declaration::{CloudwatchRole, Declaration, Pseudo, RouteSettings, members},
    template::{
        ApiRole, Expression, Handle, LogicalId, Properties, Resource, SynthesizedResource, Template,
        concat_expression,
        resources::{Account, Deployment, Role, Stage, TagList, TrustDocument},
    },
};

/// Adds the stage, and returns its name: a reference to the stage, if the template has it.
pub(super) fn synth_stage(context: &Context<'_>, routes: &Routes, template: &mut Template) -> Expression {
    let declaration = context.declaration;
    if let Some(import) = declaration.import.as_ref().filter(|import| import.stage_name.is_some()) {
        if import.deploy {
            synth_deployment(context, Some(&context.stage_name), routes, template);
        }
        return context.stage_name.clone();
    }
    let access_log_settings = access_log::synth_access_log(context, template);
    let logs = access_log_settings.is_some() || writes_execution_log(declaration);
    let account = (logs && declaration.cloudwatch_role == CloudwatchRole::Create)
        .then(|| synth_account(context, template));
    let deployment =
        (!declaration.stage.auto_deploy).then(|| synth_deployment(context, None, routes, template));
    let settings = declaration.stage.settings;
    let stage = Stage {
        api_id: context.api.clone(),
        stage_name: context.stage_name.clone(),
        description: declaration.stage.description.as_ref().map(Expression::from),
        auto_deploy: declaration.stage.auto_deploy,
        deployment_id: deployment.as_ref().map(Handle::reference),
        access_log_settings,
        default_route_settings: (settings != RouteSettings::EMPTY).then(|| settings.into()),
        route_settings: declaration
            .stage
            .routes
            .iter()
            .map(|route| (route.key.clone(), declaration.stage.route_settings(&route.key).into()))
            .collect(),
        stage_variables: declaration
            .stage
            .variables
            .iter()
            .map(|variable| (variable.name.clone(), (&variable.value).into()))
            .collect(),
        tags: (&*declaration.tags).into(),
    };
    let stage = template.add_with(context.id(ApiRole::Stage), stage, |stage| {
        if let Some(account) = &account {
            stage.depend_on(account);
        }
        // API Gateway rejects settings of a route that does not exist yet.
        let made = declaration.routes.iter().zip(&routes.routes);
        for (_, route) in made.filter(|(route, _)| has_settings(declaration, &route.key)) {
            stage.depend_on(route);
        }
        stage.override_with(members(declaration.overrides.stage.as_ref()));
    });
    stage.reference()
}

/// Returns `true` if API Gateway writes execution logs. A trace counts without a log, because AWS does not
/// document that a trace alone requires no role.
fn writes_execution_log(declaration: &Declaration) -> bool {
    let routes = declaration.stage.routes.iter().map(|route| route.settings);
    routes
        .chain([declaration.stage.settings])
        .any(|settings| settings.logs() || settings.data_trace == Some(true))
}

/// Returns `true` if the stage has settings for the route, by its own key or by an override.
fn has_settings(declaration: &Declaration, key: &str) -> bool {
    let overriding =
        declaration.overrides.stage.as_ref().and_then(|properties| properties.get("RouteSettings"));
    match overriding {
        Some(settings) => settings.get(key).is_some(),
        None => declaration.stage.routes.iter().any(|route| route.key == key),
    }
}

/// Adds the account's role for logs. API Gateway rejects a WebSocket stage with logging until the account has
/// one. The role and the setting are retained, because all APIs of the account and Region use them.
fn synth_account(context: &Context<'_>, template: &mut Template) -> Handle<Account> {
    let role = Role {
        assume_role_policy_document: TrustDocument::service("apigateway.amazonaws.com"),
        managed_policy_arns: vec![concat_expression!(
            "arn:",
            Pseudo::Partition,
            ":iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs"
        )],
        policies: Vec::new(),
        tags: TagList::default(),
    };
    let role = template.add_with(LogicalId::fixed("CloudWatchRole"), role, |role| {
        role.retain();
    });
    let account = Account { cloud_watch_role_arn: role.arn() };
    // The setting must follow the account's first API, which may be another API of the template.
    let earlier = context
        .declarations
        .iter()
        .take_while(|declaration| declaration.type_name != context.declaration.type_name);
    let first = earlier
        .filter(|declaration| declaration.import.is_none())
        .map(|declaration| Handle::for_api(&declaration.type_name))
        .next();
    template.add_with(LogicalId::fixed("CloudWatchAccount"), account, |account| {
        account.retain();
        if let Some(api) = first.as_ref().or(context.made_api.as_ref()) {
            account.depend_on(api);
        }
    })
}

/// Adds a deployment. A deployment is an immutable snapshot, so another state of the API is another resource.
///
/// An existing stage serves the deployment at once. API Gateway does not delete a deployment that a stage
/// serves, so it is retained when the stack is deleted.
fn synth_deployment(
    context: &Context<'_>,
    stage: Option<&Expression>,
    routes: &Routes,
    template: &mut Template,
) -> Handle<Deployment> {
    let snapshot: Vec<&SynthesizedResource> = template
        .resources()
        .skip(context.first)
        .filter_map(|(_, resource)| if let Resource::Made(made) = resource { Some(&**made) } else { None })
        .filter(|made| {
            matches!(
                made.properties(),
                Properties::Api(_)
                    | Properties::Authorizer(_)
                    | Properties::Integration(_)
                    | Properties::Model(_)
                    | Properties::Route(_)
                    | Properties::RouteResponse(_)
            )
        })
        .collect();
    let content = serde_json::to_string(&snapshot).expect("string keys and finite numbers only");
    let id = LogicalId::for_deployment(&context.declaration.type_name, &content);
    let deployment = Deployment { api_id: context.api.clone(), stage_name: stage.cloned() };
    template.add_with(id, deployment, |deployment| {
        if stage.is_some() {
            deployment.retain();
        }
        for route in &routes.routes {
            deployment.depend_on(route);
        }
        for response in &routes.responses {
            deployment.depend_on(response);
        }
        for model in &routes.models {
            deployment.depend_on(model);
        }
    })
}
