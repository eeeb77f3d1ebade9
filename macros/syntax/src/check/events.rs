use std::collections::HashSet;

use websocket_api_model::{
    declaration::Piece,
    template::{Resource, Template},
};

use crate::{
    Diagnostics, Warning,
    ast::Api,
    value::{DeclaredItem, FromValue, Json, Template as Text},
};

/// The types of resources that invoke functions with events of another kind, and the property that names the function.
pub(super) const SENDERS: &[(&str, &str)] = &[
    ("AWS::ApiGateway::Authorizer", "AuthorizerUri"),
    ("AWS::ApiGateway::Method", "Integration"),
    ("AWS::AppSync::DataSource", "LambdaConfig"),
    ("AWS::CloudFormation::CustomResource", "ServiceToken"),
    ("AWS::CloudWatch::Alarm", "AlarmActions"),
    ("AWS::CloudWatch::Alarm", "InsufficientDataActions"),
    ("AWS::CloudWatch::Alarm", "OKActions"),
    ("AWS::Cognito::UserPool", "LambdaConfig"),
    ("AWS::Config::ConfigRule", "Source"),
    ("AWS::ElasticLoadBalancingV2::TargetGroup", "Targets"),
    ("AWS::Events::Rule", "Targets"),
    ("AWS::IoT::TopicRule", "TopicRulePayload"),
    ("AWS::KinesisFirehose::DeliveryStream", "ExtendedS3DestinationConfiguration"),
    ("AWS::Lambda::EventSourceMapping", "FunctionName"),
    ("AWS::Lambda::Url", "TargetFunctionArn"),
    ("AWS::Logs::SubscriptionFilter", "DestinationArn"),
    ("AWS::Pipes::Pipe", "Enrichment"),
    ("AWS::Pipes::Pipe", "Target"),
    ("AWS::S3::Bucket", "NotificationConfiguration"),
    ("AWS::SES::ReceiptRule", "Rule"),
    ("AWS::SNS::Subscription", "Endpoint"),
    ("AWS::SNS::Topic", "Subscription"),
    ("AWS::Scheduler::Schedule", "Target"),
    ("AWS::SecretsManager::RotationSchedule", "RotationLambdaARN"),
    ("AWS::StepFunctions::StateMachine", "Definition"),
    ("AWS::StepFunctions::StateMachine", "DefinitionString"),
    ("AWS::StepFunctions::StateMachine", "DefinitionSubstitutions"),
];

const FUNCTION: &str = "AWS::Lambda::Function";
const PERMISSION: &str = "AWS::Lambda::Permission";
const GATEWAY: &str = "apigateway.amazonaws.com";

/// The program behind a function that the declaration makes handles the events of the API's routes, and answers others with an
/// error.
pub(super) fn check_events(api: &Api, template: &Template, diagnostics: &mut Diagnostics) {
    let functions = Functions::of(api, template);
    let mut invoked = HashSet::new();
    for item in api.resources() {
        for value in sent_to(item) {
            for (text, function) in functions.named_in(value) {
                if invoked.insert(function.clone()) {
                    report(item, "sends events of its own", &text, &function, diagnostics);
                }
            }
        }
    }
    for item in api.resources().iter().filter(|item| permits_another_service(item)) {
        for (text, function) in
            property(item, "FunctionName").into_iter().flat_map(|value| functions.named_in(value))
        {
            // The resource that sends them has its warning.
            if invoked.insert(function.clone()) {
                report(item, "lets another service send events", &text, &function, diagnostics);
            }
        }
    }
}

fn report(item: &DeclaredItem, what: &str, text: &Text, function: &str, diagnostics: &mut Diagnostics) {
    diagnostics.warning(
        Warning::UnhandledEvents,
        &text.literal,
        format_args!(
            "`{}` {what} to `{function}`, whose program handles the events of this API's routes only; name a function that \
             `resources` declares",
            item.name
        ),
    );
}

/// The functions that the declaration makes, by the names that they have in the template.
struct Functions<'a> {
    template: &'a Template,
    /// Declared aliases and versions of them.
    published: HashSet<&'a str>,
}

impl<'a> Functions<'a> {
    fn of(api: &'a Api, template: &'a Template) -> Self {
        let mut functions = Functions { template, published: HashSet::new() };
        let published = api.resources().iter().filter(|item| {
            matches!(kind(item).as_deref(), Some("AWS::Lambda::Alias" | "AWS::Lambda::Version"))
                && property(item, "FunctionName").is_some_and(|value| !functions.named_in(value).is_empty())
        });
        functions.published = published.map(|item| &*item.name).collect();
        functions
    }

    /// The strings of a value that name one of the functions.
    fn named_in(&self, value: &Json) -> Vec<(Text, String)> {
        let mut named = Vec::new();
        value.visit_texts(&mut |text| {
            for piece in text.text.references() {
                let (Piece::Ref(name) | Piece::GetAtt(name, _)) = piece else { continue };
                let is_made = |resource: &Resource| resource.is_made() && resource.kind() == FUNCTION;
                if self.template.resource(name).is_some_and(is_made) || self.published.contains(&**name) {
                    named.push((text.clone(), name.to_string()));
                }
            }
        });
        named
    }
}

fn sent_to(item: &DeclaredItem) -> impl Iterator<Item = &Json> {
    let kind = kind(item).unwrap_or_default();
    let custom = kind.starts_with("Custom::").then(|| property(item, "ServiceToken")).flatten();
    let known = SENDERS.iter().filter(move |(sender, _)| *sender == kind);
    known.filter_map(|(_, name)| property(item, name)).chain(custom)
}

fn permits_another_service(item: &DeclaredItem) -> bool {
    let principal = property(item, "Principal").and_then(Json::as_text).map(|text| text.literal.value());
    kind(item).as_deref() == Some(PERMISSION) && principal.is_some_and(|principal| principal != GATEWAY)
}

fn kind(item: &DeclaredItem) -> Option<String> {
    Some(item.body.get("Type")?.as_text()?.literal.value())
}

fn property<'a>(item: &'a DeclaredItem, name: &str) -> Option<&'a Json> {
    item.body.get("Properties")?.get(name)
}

#[cfg(test)]
mod tests {
    use websocket_api_model::template::resource_type;

    use super::*;
    use crate::check::messages;

    fn named(resources: &str) -> Vec<String> {
        let messages = messages(&format!("resources: {{ {resources} }}, allow: [unknown_type]"));
        let named = |message: &String| message.split('`').nth(1).expect("a name").to_owned();
        assert!(messages.iter().all(|message| message.contains("allow: [unhandled_events]")), "{messages:?}");
        messages.iter().map(named).collect()
    }

    #[test]
    fn what_invokes_a_made_function_is_named() {
        for (kind, properties) in [
            ("AWS::Lambda::EventSourceMapping", "FunctionName: \"${ChatDefaultFunction}\""),
            ("AWS::Events::Rule", "Targets: [{ Id: \"a\", Arn: \"${ChatDefaultFunction.Arn}\" }]"),
            (
                "AWS::SNS::Subscription",
                "TopicArn: \"a\", Protocol: \"lambda\", Endpoint: { \"Fn::GetAtt\": [\"ChatDefaultFunction\", \"Arn\"] }",
            ),
            ("AWS::Lambda::Url", "AuthType: \"NONE\", TargetFunctionArn: { Ref: \"ChatDefaultFunction\" }"),
            ("Custom::Mine", "ServiceToken: \"${ChatDefaultFunction.Arn}\""),
            (
                "AWS::Lambda::Permission",
                "Action: \"a\", Principal: \"s3.amazonaws.com\", FunctionName: \"${ChatDefaultFunction}\"",
            ),
        ] {
            assert_eq!(
                named(&format!("It: {{ Type: \"{kind}\", Properties: {{ {properties} }} }}")),
                ["It"],
                "{kind}"
            );
        }
        for (kind, properties) in [
            ("AWS::Lambda::EventSourceMapping", "FunctionName: \"other\""),
            ("AWS::Lambda::EventInvokeConfig", "Qualifier: \"a\", FunctionName: \"${ChatDefaultFunction}\""),
            (
                "AWS::SNS::Subscription",
                "TopicArn: \"${ChatDefaultFunction.Arn}\", Protocol: \"lambda\", Endpoint: \"a\"",
            ),
            (
                "AWS::Lambda::Permission",
                "Action: \"a\", Principal: \"apigateway.amazonaws.com\", FunctionName: \"${ChatDefaultFunction}\"",
            ),
        ] {
            assert!(
                named(&format!("It: {{ Type: \"{kind}\", Properties: {{ {properties} }} }}")).is_empty(),
                "{kind}"
            );
        }
    }

    #[test]
    fn an_alias_stands_for_its_function_and_one_mistake_is_one_warning() {
        let alias = "Alias: { Type: \"AWS::Lambda::Alias\", Properties: { Name: \"live\", FunctionVersion: \"1\", \
                     FunctionName: \"${ChatDefaultFunction}\" } }";
        let source = "Source: { Type: \"AWS::Lambda::EventSourceMapping\", Properties: { FunctionName: \"${Alias}\" } }";
        let permission = "Permission: { Type: \"AWS::Lambda::Permission\", Properties: { Action: \"a\", \
                          Principal: \"sns.amazonaws.com\", FunctionName: \"${Alias}\" } }";
        assert_eq!(named(&format!("{alias}, {permission}, {source}")), ["Source"]);
    }

    #[test]
    fn senders_have_the_property() {
        for (kind, name) in SENDERS {
            let known = resource_type(kind).unwrap_or_else(|| panic!("{kind}"));
            let Some(mut properties) = known.properties() else { continue };
            assert!(properties.any(|property| property.name == *name), "{kind}: {name}");
        }
    }
}
