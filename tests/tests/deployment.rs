//! Deployed templates: CloudFormation creates the declared resources, updates and deletes them.
//!
//! CloudFormation is moto with additions; see `deployment/helped`.
#![cfg(feature = "system")]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    io::Write,
    panic::{AssertUnwindSafe, catch_unwind},
    path::PathBuf,
    process::Stdio,
    sync::{Mutex, OnceLock},
};

use serde_json::{Value, json};
use websocket_api_tests::{
    cargo::websocket_api,
    declarations::ALL,
    deployment::{Account, BUCKET, CODE, Inventory, Server, Stack},
    examples::{self, EXAMPLES},
    folder::folder,
};

fn server() -> &'static Mutex<Server> {
    static SERVER: OnceLock<Mutex<Server>> = OnceLock::new();
    SERVER.get_or_init(|| Mutex::new(Server::start()))
}

fn account(region: &str) -> Account {
    server().lock().expect("a server").account(region)
}

fn zone(account: &mut Account, name: &str) -> String {
    let made =
        account.call("route53", "create-hosted-zone", json!({ "Name": name, "CallerReference": name }));
    made["HostedZone"]["Id"].as_str().expect("an id").rsplit('/').next().expect("an id").to_owned()
}

fn text(value: &Value) -> String {
    value.as_str().expect("text").to_owned()
}

/// Creates an existing function that API Gateway may call.
fn existing_function(account: &mut Account, name: &str) -> String {
    let role = format!("{name}-role");
    let document = json!({ "Version": "2012-10-17", "Statement": [] }).to_string();
    let role =
        account.call("iam", "create-role", json!({ "RoleName": role, "AssumeRolePolicyDocument": document }));
    let made = account.call(
        "lambda",
        "create-function",
        json!({
            "FunctionName": name, "Role": role["Role"]["Arn"], "Runtime": "provided.al2023", "Handler": "bootstrap",
            "Code": { "S3Bucket": "artifacts", "S3Key": "first.zip" },
        }),
    );
    text(&made["FunctionArn"])
}

/// External resources of a declaration: parameters of its template, and IDs in its text.
struct Surroundings {
    parameters: Vec<(&'static str, String)>,
    replaced: Vec<(&'static str, String)>,
}

fn surroundings(account: &mut Account, zone: &str, name: &str) -> Surroundings {
    let mut parameters = Vec::new();
    let mut replaced = Vec::new();
    let mut gave = |name, value: &str| parameters.push((name, value.to_owned()));
    match name {
        "domain_zone_id" => replaced.push(("Z0123456789ABC", zone.to_owned())),
        "domain_external" => {
            let made = account.call("acm", "request-certificate", json!({ "DomainName": "api.domain.com" }));
            gave("CertificateArn", &text(&made["CertificateArn"]));
        }
        "import_api" | "import_stage" | "import_deploy" | "authorizer_id" => {
            let arguments = json!({ "Name": name, "ProtocolType": "WEBSOCKET" });
            let api = text(&account.call("apigatewayv2", "create-api", arguments)["ApiId"]);
            if matches!(name, "import_stage" | "import_deploy") {
                account.call("apigatewayv2", "create-stage", json!({ "ApiId": api, "StageName": "live" }));
            }
            if name == "authorizer_id" {
                let function = existing_function(account, "door");
                let region = account.region();
                let uri = format!(
                    "arn:aws:apigateway:{region}:lambda:path/2015-03-31/functions/{function}/invocations"
                );
                let arguments = json!({
                    "ApiId": api, "Name": "door", "AuthorizerType": "REQUEST", "AuthorizerUri": uri, "IdentitySource": [],
                });
                let made = account.call("apigatewayv2", "create-authorizer", arguments);
                let id = text(&made["AuthorizerId"]);
                let source =
                    format!("arn:aws:execute-api:{}:123456789012:{api}/authorizers/{id}", account.region());
                let arguments = json!({
                    "FunctionName": function, "StatementId": "door", "Action": "lambda:InvokeFunction",
                    "Principal": "apigateway.amazonaws.com", "SourceArn": source,
                });
                account.call("lambda", "add-permission", arguments);
                replaced.push(("x9y8z7", id));
            }
            gave("ApiId", &api);
        }
        _ => {}
    }
    Surroundings { parameters, replaced }
}

/// Publishes the layers that declarations name.
fn publish_layers(account: &mut Account) {
    let layers =
        [("a", 1), ("b", 1), ("c", 1), ("d", 1), ("e", 1), ("first", 1), ("second", 2), ("tools", 3)];
    for (name, versions) in layers {
        for _ in 0..versions {
            let content = json!({ "S3Bucket": "artifacts", "S3Key": "first.zip" });
            account.call("lambda", "publish-layer-version", json!({ "LayerName": name, "Content": content }));
        }
    }
}

/// Sets the role with which API Gateway may log, or none.
fn set_logging_role(account: &mut Account, role: &str) {
    let operation = json!({ "op": "replace", "path": "/cloudwatchRoleArn", "value": role });
    account.call("apigateway", "update-account", json!({ "patchOperations": [operation] }));
}

/// Asserts that the stage's deployment was made after all routes.
fn assert_deployed_all_routes(account: &mut Account, stack: &Stack) {
    let ids = stack.ids(account);
    let imported = || stack.parameters().find(|(name, _)| *name == "ApiId").map(|(_, id)| id.clone());
    let api = ids.get("ChatApi").cloned().or_else(imported).expect("an API");
    let stage = ids.get("ChatStage").map_or("live", String::as_str);
    let stage = json!({ "ApiId": api, "StageName": stage });
    let deployment = text(&account.call("apigatewayv2", "get-stage", stage)["DeploymentId"]);
    let deployed = server().lock().expect("a server").deployed();
    assert_eq!(deployed[&api][deployment], json!(route_keys(account, &api)));
}

fn route_keys(account: &mut Account, api: &str) -> Vec<String> {
    let routes = account.call("apigatewayv2", "get-routes", json!({ "ApiId": api }));
    let mut keys: Vec<_> =
        routes["Items"].as_array().expect("routes").iter().map(|route| text(&route["RouteKey"])).collect();
    keys.sort();
    keys
}

#[test]
fn stack_of_each_declaration_has_its_resources_and_is_deleted() {
    let mut account = account("eu-west-1");
    let zone = zone(&mut account, "domain.com");
    publish_layers(&mut account);
    account.call("logs", "create-log-group", json!({ "logGroupName": "shared" }));
    for name in ["fallback", "authorize"] {
        existing_function(&mut account, name);
    }
    for declared in ALL {
        let name = declared.name.replace('_', "-");
        let Surroundings { parameters, replaced } = surroundings(&mut account, &zone, declared.name);
        let mut template = (declared.api)().template().expect("a template").to_json();
        for (id, value) in replaced {
            assert!(template.contains(id));
            template = template.replace(id, &value);
        }
        // A first deployment, unless the account already has its role.
        let there = !template.contains("\"AWS::ApiGateway::Account\"");
        set_logging_role(&mut account, if there { "arn:aws:iam::123456789012:role/logging" } else { "" });
        let existing = matches!(declared.name, "domain_existing" | "domain_shared");
        if existing {
            let arguments = json!({ "DomainName": "api.domain.com", "DomainNameConfigurations": [] });
            account.call("apigatewayv2", "create-domain-name", arguments);
        }
        let json: Value = serde_json::from_str(&template).expect("JSON");
        let zones = json["Parameters"].as_object().into_iter().flatten();
        let zones = zones.filter(|(_, parameter)| parameter["Type"] == "AWS::Route53::HostedZone::Id");
        let mut given: Vec<_> = parameters.iter().map(|(name, value)| (*name, value.as_str())).collect();
        given.extend(zones.map(|(name, _)| (name.as_str(), zone.as_str())));
        let before = Inventory::take(&mut account, &name, std::slice::from_ref(&zone));
        let stack = Stack::create(&mut account, &name, &template, &given)
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        stack.check(&mut account);
        if template.contains("\"AWS::ApiGatewayV2::Deployment\"") {
            assert_deployed_all_routes(&mut account, &stack);
        }
        stack.delete(&mut account, &before);
        if existing {
            account.call("apigatewayv2", "delete-domain-name", json!({ "DomainName": "api.domain.com" }));
        }
    }
}

fn scratch(name: &str) -> PathBuf {
    folder(concat!(env!("CARGO_TARGET_TMPDIR"), "/deployment"), name, &[])
}

/// Returns the template that the command makes of a source on standard input.
fn template(source: &str, options: &[&str]) -> String {
    let mut process = websocket_api()
        .args(["template", "-"])
        .args(options)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the command");
    process.stdin.take().expect("a pipe").write_all(source.as_bytes()).expect("a command that reads");
    let output = process.wait_with_output().expect("an end");
    assert!(output.status.success(), "{}", output.status);
    String::from_utf8(output.stdout).expect("UTF-8")
}

fn chat(body: &str) -> String {
    format!("websocket_api! {{ pub Chat {{ {body} }} }}")
}

/// All examples, with the AWS CLI.
#[test]
fn stack_of_each_example_has_its_routes_and_is_deleted() {
    let mut account = account("us-west-2");
    let zone = zone(&mut account, "example.com");
    for (package, apis) in EXAMPLES {
        let template = examples::template(package, &[]);
        let file = scratch(package).join("template.json");
        fs::write(&file, &template).expect("a template");

        let json: Value = serde_json::from_str(&template).expect("JSON");
        let mut given = Vec::new();
        for (name, parameter) in json["Parameters"].as_object().into_iter().flatten() {
            if parameter["Type"] == "AWS::Route53::HostedZone::Id" {
                given.push((name.as_str(), zone.as_str()));
            } else if name == "Members" {
                given.push((name.as_str(), "ada:0123abcd"));
            }
        }
        let stack = Stack::existing(package, &template, &given);
        let before = Inventory::take(&mut account, package, std::slice::from_ref(&zone));
        let body = format!("file://{}", file.display());
        let url = account.put_template(package, &template);
        // The maximum size of a template in a file.
        let source: [&str; 2] =
            if template.len() > 51_200 { ["--template-url", &url] } else { ["--template-body", &body] };
        let mut create = vec!["cloudformation", "create-stack", "--stack-name", package];
        create.extend(source);
        create.extend(["--capabilities", "CAPABILITY_IAM", "--parameters"]);
        let parameters =
            stack.parameters().map(|(name, value)| format!("ParameterKey={name},ParameterValue={value}"));
        let parameters: Vec<String> = parameters.collect();
        create.extend(parameters.iter().map(String::as_str));
        account.aws(&create);
        account.aws(&["cloudformation", "wait", "stack-create-complete", "--stack-name", package]);
        stack.check(&mut account);

        let ids = stack.ids(&mut account);
        for api in *apis {
            let id = ids[&format!("{api}Api")].as_str();
            let routes = account.aws_json(&["apigatewayv2", "get-routes", "--api-id", id]);
            let routes = routes["Items"].as_array().expect("routes");
            let declared = json["Resources"].as_object().expect("resources").iter();
            let declared = declared.filter(|(_, resource)| {
                resource["Type"] == "AWS::ApiGatewayV2::Route"
                    && resource["Properties"]["ApiId"]["Ref"] == format!("{api}Api")
            });
            let mut declared: Vec<_> =
                declared.map(|(_, route)| text(&route["Properties"]["RouteKey"])).collect();
            let mut there: Vec<_> = routes.iter().map(|route| text(&route["RouteKey"])).collect();
            declared.sort();
            there.sort();
            assert_eq!(there, declared, "{package}");
            assert!(!there.is_empty(), "{package}");
        }
        stack.delete_by(&mut account, &before, |account| {
            account.aws(&["cloudformation", "delete-stack", "--stack-name", package]);
            account.aws(&["cloudformation", "wait", "stack-delete-complete", "--stack-name", package]);
        });
    }
}

#[test]
fn update_replaces_only_the_resources_of_the_changed_route() {
    let mut account = account("us-east-2");
    let old = template(&chat("routes: { $connect: connect, echo: echo, old: old }"), &[]);
    let new = template(&chat("routes: { $connect: connect, echo: echo, fresh: fresh }"), &[]);
    let before = Inventory::take(&mut account, "updated", &[]);
    let stack = Stack::create(&mut account, "updated", &old, &[]).unwrap_or_else(|error| panic!("{error}"));
    stack.check(&mut account);
    let first = stack.ids(&mut account);
    let there = before.since(&mut account);

    let file = scratch("updated").join("template.json");
    fs::write(&file, &new).expect("a template");
    account.aws(&[
        "cloudformation",
        "update-stack",
        "--stack-name",
        "updated",
        "--template-body",
        &format!("file://{}", file.display()),
        "--capabilities",
        "CAPABILITY_IAM",
        "--parameters",
        "ParameterKey=CodeBucket,UsePreviousValue=true",
        "ParameterKey=CodeKey,UsePreviousValue=true",
    ]);
    account.aws(&["cloudformation", "wait", "stack-update-complete", "--stack-name", "updated"]);
    let stack = stack.updated(&new);
    stack.check(&mut account);
    let second = stack.ids(&mut account);
    assert_eq!(route_keys(&mut account, &second["ChatApi"]), ["$connect", "echo", "fresh"]);

    let kept: Vec<_> = first.keys().filter(|name| second.contains_key(*name)).collect();
    assert!(kept.iter().all(|name| first[*name] == second[*name]), "{first:?} {second:?}");
    let of_route = |name: &str| {
        ["Role", "Function", "Permission", "Integration", "Route"].map(|kind| format!("Chat{name}{kind}"))
    };
    let gone: BTreeSet<_> = first.keys().filter(|name| !second.contains_key(*name)).cloned().collect();
    let came: BTreeSet<_> = second.keys().filter(|name| !first.contains_key(*name)).cloned().collect();
    assert_eq!((gone, came), (BTreeSet::from(of_route("OnOld")), BTreeSet::from(of_route("OnFresh"))));

    // The removed route has left nothing: only its function, permission and role differ.
    let now = before.since(&mut account);
    let names = |ids: &BTreeMap<String, String>, route: &str| {
        BTreeSet::from([
            format!("AWS::Lambda::Function {}", ids[&format!("Chat{route}Function")]),
            format!("AWS::IAM::Role {}", ids[&format!("Chat{route}Role")]),
            format!("AWS::Lambda::Permission {}", ids[&format!("Chat{route}Permission")]),
        ])
    };
    assert_eq!(there.difference(&now).cloned().collect::<BTreeSet<_>>(), names(&first, "OnOld"));
    assert_eq!(now.difference(&there).cloned().collect::<BTreeSet<_>>(), names(&second, "OnFresh"));
    let integrations = json!({ "ApiId": second["ChatApi"] });
    let integrations = account.call("apigatewayv2", "get-integrations", integrations);
    assert_eq!(integrations["Items"].as_array().map(Vec::len), Some(3));
    stack.delete(&mut account, &before);
}

/// A zip file without files, and with a comment.
fn artifact(comment: &str) -> Vec<u8> {
    let mut zip = b"PK\x05\x06".to_vec();
    zip.extend([0; 16]);
    zip.extend(u16::try_from(comment.len()).expect("a short comment").to_le_bytes());
    zip.extend(comment.as_bytes());
    zip
}

/// The documented commands: package, deploy, read outputs; again for another stage, and with other code.
#[test]
fn documented_commands_deploy_two_stages_and_new_code() {
    let mut account = account("eu-central-1");
    let folder = scratch("documented");
    let at = |name: &str| folder.join(name).to_str().expect("UTF-8").to_owned();
    let source = chat("routes: { $connect: connect, $default: fallback }");
    fs::write(at("template.json"), template(&source, &["--code", "artifact.zip"])).expect("a template");
    let package = |account: &Account, comment: &str| {
        fs::write(at("artifact.zip"), artifact(comment)).expect("an artifact");
        account.aws(&[
            "cloudformation",
            "package",
            "--template-file",
            &at("template.json"),
            "--s3-bucket",
            BUCKET,
            "--use-json",
            "--output-template-file",
            &at("packaged.json"),
        ]);
        fs::read_to_string(at("packaged.json")).expect("a template")
    };
    let deploy = |account: &Account, stack: &str, stage: &str| {
        account.aws(&[
            "cloudformation",
            "deploy",
            "--template-file",
            &at("packaged.json"),
            "--stack-name",
            stack,
            "--capabilities",
            "CAPABILITY_IAM",
            "--parameter-overrides",
            &format!("StageName={stage}"),
        ]);
    };
    let first = package(&account, "first");
    let mut befores = Vec::new();
    let mut stacks = Vec::new();
    for stage in ["dev", "live"] {
        let name = format!("documented-{stage}");
        befores.push(Inventory::take(&mut account, &name, &[]));
        deploy(&account, &name, stage);
        let stack = Stack::existing(&name, &first, &[("StageName", stage)]);
        stack.check(&mut account);
        let ids = stack.ids(&mut account);
        let query = "Stacks[0].Outputs[?OutputKey=='Url'].OutputValue";
        let describe = ["cloudformation", "describe-stacks", "--stack-name", &name, "--query", query];
        let url = account.aws(&[&describe[..], &["--output", "text"]].concat());
        let expected = format!("wss://{}.execute-api.eu-central-1.amazonaws.com/{stage}\n", ids["ChatApi"]);
        assert_eq!(url, expected);
        stacks.push((stack, ids));
    }
    let [(dev, dev_ids), (live, live_ids)] = <[_; 2]>::try_from(stacks).expect("two");
    assert!(dev_ids.iter().all(|(name, id)| name == "CloudWatchAccount" || *id != live_ids[name]));

    let code = |account: &mut Account, ids: &BTreeMap<String, String>| {
        let function = json!({ "FunctionName": ids["ChatDefaultFunction"] });
        text(&account.call("lambda", "get-function", function)["Configuration"]["CodeSha256"])
    };
    let original = code(&mut account, &dev_ids);
    let second = package(&account, "second");
    assert_ne!(first, second);
    deploy(&account, "documented-dev", "dev");
    let dev = dev.updated(&second);
    dev.check(&mut account);
    assert_eq!(dev.ids(&mut account), dev_ids);
    assert_ne!(code(&mut account, &dev_ids), original);
    // The other stage is another stack, which stays unchanged.
    live.check(&mut account);
    assert_eq!(code(&mut account, &live_ids), original);
    let retained = live.delete(&mut account, &befores[1]);
    befores[0].add(retained);
    dev.delete(&mut account, &befores[0]);
}

/// Larger than a template in a file may be: `deploy` uploads it.
#[test]
fn shared_function_serves_three_hundred_routes() {
    let mut account = account("ap-south-1");
    let routes: String = (0..300).map(|route| format!("route{route}: handle, ")).collect();
    let template = template(&chat(&format!("functions: shared, routes: {{ {routes} }}")), &[]);
    assert!(template.len() > 51_200);
    let file = scratch("shared").join("template.json");
    fs::write(&file, &template).expect("a template");
    let before = Inventory::take(&mut account, "three-hundred", &[]);
    account.aws(&[
        "cloudformation",
        "deploy",
        "--template-file",
        file.to_str().expect("UTF-8"),
        "--stack-name",
        "three-hundred",
        "--s3-bucket",
        BUCKET,
        "--capabilities",
        "CAPABILITY_IAM",
        "--parameter-overrides",
        &format!("CodeBucket={BUCKET}"),
        &format!("CodeKey={CODE}"),
    ]);
    let stack = Stack::existing("three-hundred", &template, &[]);
    stack.check(&mut account);
    let ids = stack.ids(&mut account);
    assert_eq!(route_keys(&mut account, &ids["ChatApi"]).len(), 300);
    let functions = account.aws_json(&["lambda", "list-functions"]);
    let functions = functions["Functions"].as_array().expect("functions");
    let [function] = functions.as_slice() else { panic!("{functions:?}") };
    let policy =
        account.aws_json(&["lambda", "get-policy", "--function-name", &text(&function["FunctionName"])]);
    let policy: Value = serde_json::from_str(&text(&policy["Policy"])).expect("JSON");
    let [statement] = policy["Statement"].as_array().expect("statements").as_slice() else {
        panic!("{policy}")
    };
    let source = format!("arn:aws:execute-api:ap-south-1:123456789012:{}/prod/*", ids["ChatApi"]);
    assert_eq!(statement["Condition"]["ArnLike"]["AWS:SourceArn"], source);
    stack.delete(&mut account, &before);
}

/// Returns the error for a spoiled template, from CloudFormation or from the check of the stack.
fn outcome(account: &mut Account, name: &str, template: &str) -> String {
    set_logging_role(account, "");
    match Stack::create(account, name, template, &[]) {
        Err(error) => text(&error["Message"]),
        Ok(stack) => {
            let checked = catch_unwind(AssertUnwindSafe(|| stack.check(account)));
            match checked.expect_err("nothing is wrong").downcast::<String>() {
                Ok(message) => *message,
                Err(other) => panic!("{other:?}"),
            }
        }
    }
}

/// The check of the stack finds the fault, or CloudFormation fails because of the order.
#[test]
fn spoiled_template_fails_to_deploy_or_fails_the_check() {
    let mut account = account("sa-east-1");
    let body = "authorizer: { type: lambda, function: door }, routes: { $connect: connect, send: send }";
    let automatic = template(&chat(body), &[]);
    let manual = template(&chat(&format!("{body}, stage: {{ auto_deploy: false }}")), &[]);
    let without_dependencies = |template: &str, of: &str| {
        let mut json: Value = serde_json::from_str(template).expect("JSON");
        for (name, resource) in json["Resources"].as_object_mut().expect("resources") {
            if name.starts_with(of) {
                assert!(
                    resource.as_object_mut().expect("a resource").remove("DependsOn").is_some(),
                    "{name}"
                );
            }
        }
        json.to_string()
    };
    let replaced = |from: &str, to: &str| {
        assert!(automatic.contains(from), "{from}");
        automatic.replace(from, to)
    };
    let spoiled = [
        (replaced("${StageName}/send", "${StageName}/sent"), "/prod/send\"]"),
        (replaced("${ChatApi}/authorizers/", "${ChatApi}/authorizer/"), "/authorizers/"),
        (
            replaced("integrations/${ChatOnSendIntegration}", "integrations/${ChatOnSendRole}"),
            "no integration ",
        ),
        (
            replaced("${ChatOnSendFunction.Arn}/invocations", "${ChatOnSendRole.Arn}/invocations"),
            "get-function",
        ),
        (replaced("\"Ref\": \"ChatAuthorizer\"", "\"Ref\": \"ChatApi\""), "no authorizer: "),
        (replaced("${ChatOnSendFunction.Arn}", "${ChatOnSentFunction.Arn}"), "ChatOnSentFunction"),
        (replaced("\"ChatAccessLog\",", "\"ChatOnSendRole\","), "no log group: "),
        (without_dependencies(&automatic, "ChatStage"), "CloudWatch Logs role ARN must be set"),
        (without_dependencies(&manual, "ChatDeployment"), "At least one route is required"),
    ];
    for (index, (template, expected)) in spoiled.iter().enumerate() {
        let message = outcome(&mut account, &format!("spoiled-{index}"), template);
        assert!(message.contains(expected), "{index}: {message}");
    }
}
