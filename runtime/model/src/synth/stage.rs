use super::{Context, route::Routes};
use crate::{
    spec::{CloudwatchRole, Pseudo},
    template::{
        ApiRole, Expression, Handle, LogicalId, Properties, Template, concat_expression,
        resources::{AccessLogSettings, Account, Deployment, Role, Stage, TagList, TrustDocument},
    },
};

pub(super) fn synth_stage(
    context: &Context<'_>,
    routes: &Routes,
    access_log_settings: Option<AccessLogSettings>,
    template: &mut Template,
) -> Handle<Stage> {
    let spec = context.spec;
    let account = (access_log_settings.is_some() && spec.cloudwatch_role == CloudwatchRole::Create)
        .then(|| synth_account(context, template));
    let deployment = (!spec.stage.auto_deploy).then(|| synth_deployment(context, routes, template));
    let stage = template.add(
        context.api_id(ApiRole::Stage),
        Stage {
            api_id: context.api.reference(),
            stage_name: context.stage_name.clone(),
            description: spec.stage.description.as_ref().map(Expression::from),
            auto_deploy: spec.stage.auto_deploy,
            deployment_id: deployment.as_ref().map(Handle::reference),
            access_log_settings,
            tags: (&*spec.tags).into(),
        },
    );
    if let Some(account) = &account {
        template.resource(&stage).depend_on(account);
    }
    stage
}

/// API Gateway refuses a WebSocket stage with logging until the account has a role for it. The role and the setting
/// stay when the stack goes, because every other API of the account and Region writes through them.
fn synth_account(context: &Context<'_>, template: &mut Template) -> Handle<Account> {
    let role = template.add(
        LogicalId::fixed("CloudWatchRole"),
        Role {
            assume_role_policy_document: TrustDocument::service("apigateway.amazonaws.com"),
            managed_policy_arns: vec![concat_expression!(
                "arn:",
                Pseudo::Partition,
                ":iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs"
            )],
            policies: Vec::new(),
            tags: TagList::default(),
        },
    );
    template.resource(&role).retain();
    let account =
        template.add(LogicalId::fixed("CloudWatchAccount"), Account { cloud_watch_role_arn: role.arn() });
    // The first setting of an account must come after the account's first API.
    template.resource(&account).depend_on(&context.api).retain();
    account
}

/// A deployment is a snapshot that never changes, so another state of the API must be another resource.
fn synth_deployment(context: &Context<'_>, routes: &Routes, template: &mut Template) -> Handle<Deployment> {
    let snapshot: Vec<&Properties> = template
        .resources()
        .map(|(_, resource)| resource.properties())
        .filter(|properties| {
            matches!(
                properties,
                Properties::Api(_)
                    | Properties::Integration(_)
                    | Properties::Route(_)
                    | Properties::RouteResponse(_)
            )
        })
        .collect();
    let content = serde_json::to_string(&snapshot).expect("string keys and finite numbers only");
    let deployment = template.add(
        LogicalId::of_deployment(&context.spec.type_name, &content),
        Deployment { api_id: context.api.reference() },
    );
    let resource = template.resource(&deployment);
    for route in &routes.routes {
        resource.depend_on(route);
    }
    for response in &routes.responses {
        resource.depend_on(response);
    }
    deployment
}
