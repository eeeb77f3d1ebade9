use std::collections::HashSet;

use super::{Rule, Violation, place::Place, texts::visit_json};
use crate::{
    declaration::{Declaration, Json, Member, Piece},
    template::{Resource, Template},
};

/// The resource types that invoke functions with other events, and the property that names the function.
const SENDERS: &[(&str, &str)] = &[
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

/// The program of a function handles the events of the API's routes, and rejects other events with an error.
pub(super) fn check_events(declaration: &Declaration, template: &Template, found: &mut Vec<Violation>) {
    let resources = &declaration.sections.resources;
    let functions = Functions::new(resources, template);
    let mut invoked = HashSet::new();
    let mut report = |resource: &Member, property: &str, is_sender: bool| {
        let Some(value) = self::property(resource, property) else { return };
        let root = Place::Root;
        let block = root.key("resources");
        let body = block.key(&resource.key);
        let properties = body.key("Properties");
        functions.visit(properties.key(property), value, &mut |place, function| {
            if invoked.insert(function.to_owned()) {
                let at = place.to_path();
                let (resource, function) = (resource.key.to_string(), function.to_owned());
                let rule = Rule::UnhandledEvents { resource, function, is_sender };
                found.push(Violation::at_value(rule, at.clone(), vec![at]));
            }
        });
    };
    for resource in resources.iter() {
        sender_properties(resource).for_each(|property| report(resource, property, true));
    }
    // A resource that sends events has a warning at the resource.
    for resource in resources.iter().filter(|resource| permits_another_service(resource)) {
        report(resource, "FunctionName", false);
    }
}

/// The functions of the declaration, by their names in the template.
struct Functions<'a> {
    template: &'a Template,
    /// Declared aliases and versions of the functions.
    published: HashSet<&'a str>,
}

impl<'a> Functions<'a> {
    fn new(resources: &'a [Member], template: &'a Template) -> Self {
        let mut functions = Functions { template, published: HashSet::new() };
        let is_published = |resource: &&Member| {
            let mut is_named = false;
            if matches!(kind(resource), "AWS::Lambda::Alias" | "AWS::Lambda::Version")
                && let Some(value) = property(resource, "FunctionName")
            {
                functions.visit(Place::Root, value, &mut |_, _| is_named = true);
            }
            is_named
        };
        let published = resources.iter().filter(is_published).map(|resource| &*resource.key).collect();
        functions.published = published;
        functions
    }

    /// Visits the names of the functions in a value.
    fn visit(&self, place: Place<'_>, value: &Json, visit: &mut dyn FnMut(Place<'_>, &str)) {
        visit_json(place, value, &mut |place, text| {
            for piece in text.text.references() {
                let (Piece::Ref(name) | Piece::GetAtt(name, _)) = piece else { continue };
                let is_made = |resource: &Resource| resource.is_made() && resource.kind() == FUNCTION;
                if self.template.resource(name).is_some_and(is_made) || self.published.contains(&**name) {
                    visit(place, name);
                }
            }
        });
    }
}

fn sender_properties(resource: &Member) -> impl Iterator<Item = &'static str> {
    let kind = kind(resource);
    let custom = kind.starts_with("Custom::").then_some("ServiceToken");
    let known = SENDERS.iter().filter(move |(sender, _)| *sender == kind).map(|(_, name)| *name);
    known.chain(custom)
}

fn permits_another_service(resource: &Member) -> bool {
    let principal = property(resource, "Principal").and_then(Json::as_str);
    kind(resource) == PERMISSION && principal.is_some_and(|principal| principal != GATEWAY)
}

fn kind(resource: &Member) -> &str {
    resource.value.get("Type").and_then(Json::as_str).unwrap_or_default()
}

fn property<'a>(resource: &'a Member, name: &str) -> Option<&'a Json> {
    resource.value.get("Properties")?.get(name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::template::resource_type;

    #[test]
    fn sender_has_the_property_in_the_types_of_cloudformation() {
        for (kind, name) in SENDERS {
            let known = resource_type(kind).unwrap_or_else(|| panic!("{kind}"));
            let Some(mut properties) = known.properties() else { continue };
            assert!(properties.any(|property| property.name == *name), "{kind}: {name}");
        }
    }
}
