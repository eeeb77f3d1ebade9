//! Resources as AWS describes them, compared with the template.

use serde_json::{Map, Value, json};

use super::Account;

/// Returns the attributes of a domain that AWS chooses.
pub(super) fn domain(account: &mut Account, name: &Value) -> [(&'static str, String); 2] {
    let domain = account.call("apigatewayv2", "get-domain-name", json!({ "DomainName": name }));
    let attributes = &domain["DomainNameConfigurations"][0];
    let text =
        |key: &str| attributes[key].as_str().unwrap_or_else(|| panic!("no {key}: {domain}")).to_owned();
    [("RegionalDomainName", text("ApiGatewayDomainName")), ("RegionalHostedZoneId", text("HostedZoneId"))]
}

/// Returns the parts of a value that the declared one has, too.
fn only(declared: &Value, actual: &Value) -> Value {
    match (declared, actual) {
        (Value::Object(declared), Value::Object(actual)) => declared
            .iter()
            .filter_map(|(key, value)| Some((key.clone(), only(value, actual.get(key)?))))
            .collect(),
        (Value::Array(declared), Value::Array(actual)) if declared.len() == actual.len() => {
            declared.iter().zip(actual).map(|(declared, actual)| only(declared, actual)).collect()
        }
        // botocore returns rates as floats.
        (Value::Number(declared), Value::Number(number)) if declared.as_f64() == number.as_f64() => {
            declared.clone().into()
        }
        _ => actual.clone(),
    }
}

fn without(declared: &Value, names: &[&str]) -> Map<String, Value> {
    let declared = declared.as_object().expect("properties");
    declared
        .iter()
        .filter(|(key, _)| !names.contains(&key.as_str()))
        .map(|(k, v)| (k.clone(), v.clone()))
        .collect()
}

/// Returns tags in the form in which most calls list them.
fn tags(declared: &Value) -> Value {
    let pairs = declared["Tags"].as_array().into_iter().flatten();
    pairs.map(|tag| (tag["Key"].as_str().expect("a key").to_owned(), tag["Value"].clone())).collect()
}

fn function(account: &mut Account, id: &str, declared: &Value, at: &str) {
    let actual = account.call("lambda", "get-function", json!({ "FunctionName": id }));
    let declared_code = &declared["Code"];
    let key = declared_code["S3Key"].as_str().expect("a key");
    let location = actual["Code"]["Location"].as_str().expect("a location");
    assert!(location.ends_with(&format!("/{key}")), "{at}: {location}");
    assert_eq!(tags(declared), actual.get("Tags").cloned().unwrap_or_else(|| json!({})), "{at}");
    let reserved = account.call("lambda", "get-function-concurrency", json!({ "FunctionName": id }));
    let concurrency = "ReservedConcurrentExecutions";
    assert_eq!(declared[concurrency], reserved[concurrency], "{at}");
    let layers = actual["Configuration"]["Layers"].as_array().into_iter().flatten();
    let layers: Vec<_> = layers.map(|layer| &layer["Arn"]).collect();
    assert_eq!(declared["Layers"].as_array().into_iter().flatten().collect::<Vec<_>>(), layers, "{at}");
    let rest = without(declared, &["Code", "Tags", "ReservedConcurrentExecutions", "Layers"]).into();
    assert_eq!(only(&rest, &actual["Configuration"]), rest, "{at}");
    // There are no other variables.
    let variables = |of: &Value| of["Environment"]["Variables"].clone();
    assert_eq!(variables(declared), variables(&actual["Configuration"]), "{at}");
    let role = declared["Role"].as_str().expect("a role").rsplit('/').next().expect("a name");
    account.call("iam", "get-role", json!({ "RoleName": role }));
}

fn role(account: &mut Account, id: &str, declared: &Value, at: &str) {
    let actual = account.call("iam", "get-role", json!({ "RoleName": id }));
    assert_eq!(actual["Role"]["AssumeRolePolicyDocument"], declared["AssumeRolePolicyDocument"], "{at}");
    assert_eq!(tags(declared), tags(&actual["Role"]), "{at}");
    let attached = account.call("iam", "list-attached-role-policies", json!({ "RoleName": id }));
    let sorted = |mut names: Vec<String>| {
        names.sort();
        names
    };
    let text = |value: &Value| value.as_str().expect("text").to_owned();
    let attached = attached["AttachedPolicies"].as_array().expect("policies").iter();
    let attached = sorted(attached.map(|policy| text(&policy["PolicyArn"])).collect());
    let managed = declared["ManagedPolicyArns"].as_array().into_iter().flatten();
    assert_eq!(attached, sorted(managed.map(text).collect()), "{at}");
    let inline = account.call("iam", "list-role-policies", json!({ "RoleName": id }));
    let policies: Vec<_> = declared["Policies"].as_array().into_iter().flatten().collect();
    let names = inline["PolicyNames"].as_array().expect("policies").iter().map(text).collect();
    assert_eq!(
        sorted(names),
        sorted(policies.iter().map(|policy| text(&policy["PolicyName"])).collect()),
        "{at}"
    );
    for policy in policies {
        let arguments = json!({ "RoleName": id, "PolicyName": policy["PolicyName"] });
        let actual = account.call("iam", "get-role-policy", arguments);
        assert_eq!(actual["PolicyDocument"], policy["PolicyDocument"], "{at}");
    }
}

fn permission(account: &mut Account, id: &str, declared: &Value, at: &str) {
    let policy = account.call("lambda", "get-policy", json!({ "FunctionName": declared["FunctionName"] }));
    let policy: Value = serde_json::from_str(policy["Policy"].as_str().expect("a policy")).expect("JSON");
    let mut statements = policy["Statement"].as_array().expect("statements").iter();
    let statement =
        statements.find(|statement| statement["Sid"] == id).unwrap_or_else(|| panic!("{at}: none"));
    assert_eq!(statement["Action"], declared["Action"], "{at}");
    assert_eq!(statement["Principal"]["Service"], declared["Principal"], "{at}");
    assert_eq!(statement["Condition"]["ArnLike"]["AWS:SourceArn"], declared["SourceArn"], "{at}");
    assert_eq!(statement["Effect"], "Allow", "{at}");
}

fn log_group(account: &mut Account, id: &str, declared: &Value, at: &str) {
    let groups = account.call("logs", "describe-log-groups", json!({ "logGroupNamePrefix": id }));
    let mut groups = groups["logGroups"].as_array().expect("groups").iter();
    let group = groups.find(|group| group["logGroupName"] == id).unwrap_or_else(|| panic!("{at}: none"));
    assert_eq!(group["retentionInDays"], declared["RetentionInDays"], "{at}");
    let listed = account.call("logs", "list-tags-log-group", json!({ "logGroupName": id }));
    assert_eq!(listed["tags"], tags(declared), "{at}");
}

fn record(account: &mut Account, declared: &Value, at: &str) {
    let bare = |name: &Value| name.as_str().expect("a name").trim_end_matches('.').to_owned();
    let zone = match declared.get("HostedZoneId") {
        Some(id) => id.clone(),
        None => {
            let zones = account.call("route53", "list-hosted-zones", json!({}));
            let name = bare(&declared["HostedZoneName"]);
            let mut zones = zones["HostedZones"].as_array().expect("zones").iter();
            zones.find(|zone| bare(&zone["Name"]) == name).expect("a zone")["Id"].clone()
        }
    };
    let records = account.call("route53", "list-resource-record-sets", json!({ "HostedZoneId": zone }));
    let mut records = records["ResourceRecordSets"].as_array().expect("records").iter();
    let named = |record: &Value| record["Name"].as_str().map(|name| name.replace("\\052", "*"));
    let record = records.find(|record| {
        record["Type"] == declared["Type"]
            && named(record).is_some_and(|name| name.trim_end_matches('.') == bare(&declared["Name"]))
    });
    let record = record.unwrap_or_else(|| panic!("{at}: none"));
    assert_eq!(only(&declared["AliasTarget"], &record["AliasTarget"]), declared["AliasTarget"], "{at}");
}

/// Returns the operation of `apigatewayv2` that gets a resource, with its arguments.
fn of_gateway(kind: &str, id: &str, declared: &Value) -> Option<(&'static str, Value)> {
    let inside = |operation, key: &str, more: &[&str]| {
        let mut arguments = json!({ key: id });
        for name in more {
            arguments[*name] = declared[*name].clone();
        }
        Some((operation, arguments))
    };
    match kind {
        "Api" => inside("get-api", "ApiId", &[]),
        "Authorizer" => inside("get-authorizer", "AuthorizerId", &["ApiId"]),
        "Integration" => inside("get-integration", "IntegrationId", &["ApiId"]),
        "Model" => inside("get-model", "ModelId", &["ApiId"]),
        "Route" => inside("get-route", "RouteId", &["ApiId"]),
        "RouteResponse" => inside("get-route-response", "RouteResponseId", &["ApiId", "RouteId"]),
        "Stage" => inside("get-stage", "StageName", &["ApiId"]),
        "DomainName" => inside("get-domain-name", "DomainName", &[]),
        "ApiMapping" => inside("get-api-mapping", "ApiMappingId", &["DomainName"]),
        _ => None,
    }
}

/// Asserts that a resource exists as declared, in a template with resolved references.
///
/// # Panics
/// If the resource differs.
pub(super) fn check(account: &mut Account, kind: &str, id: &str, declared: &Value, at: &str) {
    if let Some((operation, arguments)) =
        kind.strip_prefix("AWS::ApiGatewayV2::").and_then(|kind| of_gateway(kind, id, declared))
    {
        let mut actual = account.call("apigatewayv2", operation, arguments.clone());
        // The call returns the schema as text.
        if let Some(schema) = actual.get("Schema").and_then(Value::as_str) {
            actual["Schema"] = serde_json::from_str(schema).expect("JSON");
        }
        // The path names the containing resource, and the response does not repeat it.
        let mut declared = declared.clone();
        for name in ["ApiId", "RouteId", "DomainName"] {
            if declared.get(name) == arguments.get(name) && actual.get(name).is_none() {
                declared.as_object_mut().expect("properties").remove(name);
            }
        }
        assert_eq!(only(&declared, &actual), declared, "{at}");
        return;
    }
    match kind {
        "AWS::Lambda::Function" => function(account, id, declared, at),
        "AWS::IAM::Role" => role(account, id, declared, at),
        "AWS::Lambda::Permission" => permission(account, id, declared, at),
        "AWS::Logs::LogGroup" => log_group(account, id, declared, at),
        "AWS::Route53::RecordSet" => record(account, declared, at),
        "AWS::ApiGateway::Account" => {
            // One for each region: that of the stack deployed last.
            let actual = account.call("apigateway", "get-account", json!({}));
            let role = actual["cloudwatchRoleArn"].as_str().expect("a role").rsplit('/').next();
            let attached = account.call("iam", "list-attached-role-policies", json!({ "RoleName": role }));
            let policy = &attached["AttachedPolicies"][0]["PolicyName"];
            assert_eq!(policy, "AmazonAPIGatewayPushToCloudWatchLogs", "{at}");
        }
        "AWS::CertificateManager::Certificate" => {
            let actual = account.call("acm", "describe-certificate", json!({ "CertificateArn": id }));
            assert_eq!(actual["Certificate"]["DomainName"], declared["DomainName"], "{at}");
        }
        // A test checks deployments by their routes; the rest belong to the user.
        "AWS::ApiGatewayV2::Deployment" => {}
        other => assert!(!other.starts_with("AWS::ApiGateway"), "{at}: {other} is not looked at"),
    }
}
