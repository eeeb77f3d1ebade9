//! The check that API Gateway finds and may call every function that an API names.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::{ACCOUNT, Account};

fn items(account: &mut Account, operation: &str, api: &str) -> Vec<Value> {
    let listed = account.call("apigatewayv2", operation, json!({ "ApiId": api }));
    listed["Items"].as_array().expect("items").clone()
}

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().unwrap_or_else(|| panic!("no {key}: {value}"))
}

/// Returns the function that a URI for API Gateway names. The function must exist.
fn function(account: &mut Account, uri: &str) -> String {
    let region = account.region().to_owned();
    let path = format!("arn:aws:apigateway:{region}:lambda:path/2015-03-31/functions/");
    let arn = uri.strip_prefix(&path).and_then(|arn| arn.strip_suffix("/invocations"));
    let arn = arn.unwrap_or_else(|| panic!("no URI of a function: {uri}"));
    let actual = account.call("lambda", "get-function-configuration", json!({ "FunctionName": arn }));
    let qualified = arn.split(':').count() > 7;
    let actual = text(&actual, "FunctionArn");
    // moto returns the version behind an alias.
    let same = actual == arn || qualified && arn.starts_with(&format!("{}:", unqualified(actual)));
    assert!(same, "{actual}: {arn}");
    arn.to_owned()
}

/// Returns the ARN of a function without its version or alias.
fn unqualified(arn: &str) -> String {
    arn.splitn(8, ':').take(7).collect::<Vec<_>>().join(":")
}

/// Returns the source ARNs from which API Gateway may call a function.
fn sources(account: &mut Account, function: &str, api: &str) -> Vec<String> {
    let policy = account.try_call("lambda", "get-policy", &json!({ "FunctionName": function }));
    let policy = policy.unwrap_or_else(|error| panic!("nobody may call {function}: {error}"));
    let policy: Value = serde_json::from_str(text(&policy, "Policy")).expect("JSON");
    let statements = policy["Statement"].as_array().expect("statements").iter().filter(|statement| {
        statement["Principal"]["Service"] == "apigateway.amazonaws.com"
            && statement["Action"] == "lambda:InvokeFunction"
    });
    let arns =
        statements.map(|statement| text(&statement["Condition"]["ArnLike"], "AWS:SourceArn").to_owned());
    arns.filter(|arn| arn.contains(&format!(":{api}/"))).collect()
}

/// Asserts the functions and logs of an API:
///
/// - Every route leads to a function that may be called for it. The function may be called for nothing else,
///   unless it has several routes.
/// - The authorizer's function may be called.
/// - Access logs go to an existing log group.
///
/// # Panics
/// If an assertion fails.
pub(super) fn check(account: &mut Account, api: &str) {
    let region = account.region().to_owned();
    let prefix = format!("arn:aws:execute-api:{region}:{ACCOUNT}:{api}");
    let stages = items(account, "get-stages", api);
    let routes = items(account, "get-routes", api);
    let integrations = items(account, "get-integrations", api);
    let authorizers = items(account, "get-authorizers", api);
    assert!(!stages.is_empty() && integrations.len() <= routes.len());

    let mut functions: BTreeMap<&str, String> = BTreeMap::new();
    for integration in &integrations {
        functions.insert(
            text(integration, "IntegrationId"),
            function(account, text(integration, "IntegrationUri")),
        );
    }
    // The sources of each function's calls.
    let mut calls: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut used: Vec<&str> = Vec::new();
    for route in &routes {
        let target = text(route, "Target").strip_prefix("integrations/").expect("an integration");
        let function = functions.get(target).unwrap_or_else(|| panic!("no integration {target}: {route}"));
        used.push(target);
        for stage in &stages {
            let arn = format!("{prefix}/{}/{}", text(stage, "StageName"), text(route, "RouteKey"));
            calls.entry(function.clone()).or_default().push(arn);
        }
        match route["AuthorizationType"].as_str() {
            Some("CUSTOM") => {
                let id = text(route, "AuthorizerId");
                assert!(authorizers.iter().any(|each| each["AuthorizerId"] == id), "no authorizer: {route}");
            }
            other => assert!(matches!(other, None | Some("NONE" | "AWS_IAM")), "{route}"),
        }
    }
    assert!(functions.keys().all(|id| used.contains(id)), "an integration without a route: {integrations:?}");
    for authorizer in &authorizers {
        let function = function(account, text(authorizer, "AuthorizerUri"));
        let arn = format!("{prefix}/authorizers/{}", text(authorizer, "AuthorizerId"));
        calls.entry(function).or_default().push(arn);
    }
    for (function, calls) in calls {
        let allowed = sources(account, &function, api);
        for stage in &stages {
            let everything = format!("{prefix}/{}/*", text(stage, "StageName"));
            // One permission covers all routes of a function with several.
            if calls.len() > stages.len() && allowed.contains(&everything) {
                assert_eq!(
                    allowed.iter().filter(|arn| !calls.contains(arn)).count(),
                    1,
                    "{function}: {allowed:?}"
                );
            } else {
                let sorted = |mut arns: Vec<String>| {
                    arns.sort();
                    arns
                };
                assert_eq!(sorted(allowed.clone()), sorted(calls.clone()), "{function}");
            }
        }
    }
    for stage in &stages {
        if let Some(arn) = stage["AccessLogSettings"]["DestinationArn"].as_str() {
            let name = arn.strip_prefix(&format!("arn:aws:logs:{region}:{ACCOUNT}:log-group:"));
            let name = name.unwrap_or_else(|| panic!("no log group: {arn}")).trim_end_matches(":*");
            let groups = account.call("logs", "describe-log-groups", json!({ "logGroupNamePrefix": name }));
            let mut groups = groups["logGroups"].as_array().expect("groups").iter();
            assert!(groups.any(|group| group["logGroupName"] == name), "no log group {name}");
        }
    }
}
