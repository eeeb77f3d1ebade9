//! The template of each form of the language.

use serde_json::{Value, json};
use websocket_api::Stack;
use websocket_api_model::{synth, template::Template};
use websocket_api_tests::{
    declarations::{Declaration, domain_shared},
    source,
};

fn template(name: &str) -> Value {
    as_value(&(Declaration::named(name).api)().template().expect("a template"))
}

fn as_value(template: &Template) -> Value {
    serde_json::from_str(&template.to_json()).expect("JSON")
}

fn read(body: &str) -> Value {
    as_value(&synth(&source::value(source::declaration("Chat", body))))
}

fn properties<'a>(template: &'a Value, id: &str) -> &'a Value {
    let properties = &template["Resources"][id]["Properties"];
    assert!(
        properties.is_object(),
        "{id} in {:?}",
        template["Resources"].as_object().map(|map| map.keys().collect::<Vec<_>>())
    );
    properties
}

fn ids(template: &Value) -> Vec<String> {
    template["Resources"].as_object().expect("resources").keys().cloned().collect()
}

fn of_type<'a>(template: &'a Value, kind: &str) -> Vec<&'a Value> {
    let resources = template["Resources"].as_object().expect("resources").values();
    resources.filter(|resource| resource["Type"] == kind).collect()
}

/// Returns the action and the resource of each statement of a function's role.
fn statements(template: &Value, role: &str) -> Vec<(Value, Value)> {
    let policies = &properties(template, role)["Policies"];
    let statements = policies[0]["PolicyDocument"]["Statement"].as_array().expect("statements");
    statements.iter().map(|statement| (statement["Action"].clone(), statement["Resource"].clone())).collect()
}

/// The resources of a statement that lets a function manage the connections of a stage: `${ChatApi}/prod`.
fn connections(stage: &str) -> Value {
    const API: &str = "arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:";
    let of = |method| json!({ "Fn::Sub": format!("{API}{stage}/{method}/@connections/*") });
    json!([of("POST"), of("GET"), of("DELETE")])
}

#[test]
fn function_without_settings_has_the_defaults_of_sst() {
    let template = template("minimal");
    let function = properties(&template, "ChatOnSendMessageFunction");
    assert_eq!(function["Timeout"], 10);
    assert_eq!(function["MemorySize"], 1024);
    assert_eq!(function["Architectures"], json!(["x86_64"]));
    assert_eq!(function["TracingConfig"], json!({ "Mode": "Active" }));
    assert_eq!(function["Runtime"], "provided.al2023");
    assert_eq!(function["Handler"], "bootstrap");
    assert_eq!(
        function["Code"],
        json!({ "S3Bucket": { "Ref": "CodeBucket" }, "S3Key": { "Ref": "CodeKey" } })
    );
}

#[test]
fn route_settings_are_merged_over_the_defaults() {
    let template = template("merge");
    let own = properties(&template, "ChatDefaultFunction");
    assert_eq!(own["Timeout"], 10);
    let variables = &own["Environment"]["Variables"];
    assert_eq!((&variables["tableName"], &variables["bucketName"]), (&json!("messages"), &json!("files")));
    assert_eq!(variables["both"], "own");
    assert_eq!(
        own["Layers"],
        json!([
            "arn:aws:lambda:eu-west-1:123456789012:layer:first:1",
            "arn:aws:lambda:eu-west-1:123456789012:layer:second:2"
        ])
    );
    let inherited = properties(&template, "ChatConnectFunction");
    assert_eq!(inherited["Timeout"], 20);
    assert_eq!(inherited["Environment"]["Variables"]["both"], "default");

    // The function's statements, defaults first; then managing connections.
    let statements = statements(&template, "ChatDefaultRole");
    assert_eq!(
        statements,
        [
            (json!(["xray:PutTraceSegments", "xray:PutTelemetryRecords"]), json!(["*"])),
            (json!(["dynamodb:*"]), json!(["*"])),
            (json!(["s3:*"]), json!(["*"])),
            (json!(["execute-api:ManageConnections"]), connections("${ChatApi}/${StageName}")),
        ]
    );
}

#[test]
fn function_manages_connections_of_its_own_stage_only() {
    let managed = |template: &Value, role: &str| {
        let all = statements(template, role).into_iter();
        let own: Vec<Value> = all
            .filter_map(|(action, resource)| {
                (action[0] == "execute-api:ManageConnections").then_some(resource)
            })
            .collect();
        let [only] = &own[..] else { panic!("{role}: {own:?}") };
        only.clone()
    };
    assert_eq!(managed(&template("minimal"), "ChatConnectRole"), connections("${ChatApi}/${StageName}"));
    assert_eq!(managed(&template("stage_literal"), "ChatDefaultRole"), connections("${ChatApi}/dev"));
    assert_eq!(managed(&template("import_api"), "ChatDefaultRole"), connections("${ApiId}/${StageName}"));
    assert_eq!(managed(&template("import_stage"), "ChatDefaultRole"), connections("${ApiId}/live"));
    assert_eq!(managed(&template("shared"), "ChatSharedRole"), connections("${ChatApi}/${StageName}"));
    // The functions of a stack, API by API.
    let stack = Stack::new((domain_shared::Core::api(), domain_shared::Chat::api())).expect("a stack");
    let template = as_value(&stack.template().expect("a template"));
    for api in ["Core", "Chat"] {
        let expected = connections(&format!("${{{api}Api}}/${{StageName}}"));
        assert_eq!(managed(&template, &format!("{api}DefaultRole")), expected);
    }
    // An authorizer cannot manage connections.
    let template = self::template("authorizer_lambda");
    let actions = statements(&template, "ChatAuthorizerRole");
    assert!(actions.iter().all(|(action, _)| action[0] != "execute-api:ManageConnections"), "{actions:?}");
}

#[test]
fn star_permission_replaces_the_others() {
    let template = template("permissions_all");
    let statements = statements(&template, "ChatDefaultRole");
    assert_eq!(statements[1], (json!(["*"]), json!(["*"])));
    assert_eq!(statements.len(), 3);
}

#[test]
fn function_settings_are_in_the_template() {
    let template = template("function_settings");
    let function = properties(&template, "ChatDefaultFunction");
    assert_eq!(function["EphemeralStorage"], json!({ "Size": 1024 }));
    assert_eq!(function["FunctionName"], "chat-fallback");
    assert_eq!(function["Description"], "Takes what no other route takes");
    assert_eq!(function["ReservedConcurrentExecutions"], 5);
    assert_eq!(
        function["LoggingConfig"],
        json!({ "LogFormat": "JSON", "LogGroup": { "Ref": "ChatDefaultLogs" } })
    );
    assert_eq!(function["TracingConfig"], Value::Null);
    assert_eq!(properties(&template, "ChatDefaultLogs")["RetentionInDays"], 14);
    let statements = statements(&template, "ChatDefaultRole");
    assert_eq!(statements[1].0, json!(["dynamodb:PutItem"]));
}

#[test]
fn values_with_units_are_converted() {
    let template = template("units");
    let function = properties(&template, "ChatDefaultFunction");
    assert_eq!(function["Timeout"], 60);
    assert_eq!(function["MemorySize"], 1024);
    assert_eq!(function["EphemeralStorage"]["Size"], 10240);
    assert_eq!(function["ReservedConcurrentExecutions"], 0);
}

#[test]
fn authorizer_applies_to_the_connect_route_only() {
    let template = template("authorizer_iam");
    assert_eq!(properties(&template, "ChatConnectRoute")["AuthorizationType"], "AWS_IAM");
    assert_eq!(properties(&template, "ChatDefaultRoute")["AuthorizationType"], "NONE");
    assert_eq!(properties(&template, "ChatDisconnectRoute")["AuthorizationType"], "NONE");
}

#[test]
fn return_response_makes_a_route_response() {
    let template = template("return_response");
    assert_eq!(of_type(&template, "AWS::ApiGatewayV2::RouteResponse").len(), 2);
    assert_eq!(properties(&template, "ChatDefaultRoute")["RouteResponseSelectionExpression"], "$default");
    assert_eq!(
        properties(&template, "ChatDefaultResponse"),
        &json!({
            "ApiId": { "Ref": "ChatApi" },
            "RouteId": { "Ref": "ChatDefaultRoute" },
            "RouteResponseKey": "$default",
        })
    );
    assert_eq!(properties(&template, "ChatConnectRoute")["RouteResponseSelectionExpression"], Value::Null);
}

#[test]
fn invoke_permission_names_the_route_unless_functions_are_shared() {
    let template = template("minimal");
    let prefix = "arn:${AWS::Partition}:execute-api:${AWS::Region}:${AWS::AccountId}:${ChatApi}/${StageName}";
    assert_eq!(
        properties(&template, "ChatOnSendMessagePermission")["SourceArn"],
        json!({ "Fn::Sub": format!("{prefix}/sendMessage") })
    );
    let shared = self::template("shared");
    assert_eq!(
        properties(&shared, "ChatSharedPermission")["SourceArn"],
        json!({ "Fn::Sub": format!("{prefix}/*") })
    );
    assert_eq!(of_type(&shared, "AWS::Lambda::Function").len(), 1);
    assert_eq!(of_type(&shared, "AWS::ApiGatewayV2::Integration").len(), 1);
    assert_eq!(of_type(&shared, "AWS::ApiGatewayV2::Route").len(), 3);
}

#[test]
fn access_log_is_on_unless_switched_off() {
    // The default format of SST, byte for byte, from its source.
    let format = concat!(
        r#"{"requestTime":"$context.requestTime","requestId":"$context.requestId","eventType":"$context.eventType","#,
        r#""routeKey":"$context.routeKey","status":$context.status,"integrationRequestId":"$context.awsEndpointRequestId","#,
        r#""integrationStatus":"$context.integrationStatus","integrationLatency":"$context.integrationLatency","#,
        r#""integrationServiceStatus":"$context.integration.integrationStatus","ip":"$context.identity.sourceIp","#,
        r#""userAgent":"$context.identity.userAgent","cognitoIdentityId":"$context.identity.cognitoIdentityId","#,
        r#""connectedAt":"$context.connectedAt","connectionId":"$context.connectionId"}"#,
    );
    for name in ["minimal", "access_log_on"] {
        let template = template(name);
        assert_eq!(properties(&template, "ChatStage")["AccessLogSettings"]["Format"], format, "{name}");
        assert_eq!(properties(&template, "ChatAccessLog")["RetentionInDays"], Value::Null);
        assert_eq!(template["Resources"]["ChatAccessLog"]["DeletionPolicy"], "Retain");
        assert_eq!(template["Resources"]["ChatStage"]["DependsOn"], json!(["CloudWatchAccount"]));
        assert_eq!(template["Resources"]["CloudWatchAccount"]["DeletionPolicy"], "Retain");
        assert_eq!(template["Resources"]["CloudWatchRole"]["DeletionPolicy"], "Retain");
    }
    let off = template("access_log_off");
    assert_eq!(properties(&off, "ChatStage")["AccessLogSettings"], Value::Null);
    assert!(!ids(&off).iter().any(|id| id.starts_with("CloudWatch") || id == "ChatAccessLog"));

    let existing = template("cloudwatch_existing");
    assert!(!ids(&existing).iter().any(|id| id.starts_with("CloudWatch")));
    assert!(ids(&existing).contains(&"ChatAccessLog".to_owned()));

    let elsewhere = template("access_log_destination");
    assert!(!ids(&elsewhere).contains(&"ChatAccessLog".to_owned()));
    assert_eq!(
        properties(&elsewhere, "ChatStage")["AccessLogSettings"]["DestinationArn"],
        json!({ "Fn::Sub": "arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:shared" })
    );
}

/// The numbers of days that CloudWatch Logs accepts (`PutRetentionPolicy`).
#[test]
fn retention_keywords_become_days() {
    let days = [
        ("one_day", 1),
        ("three_days", 3),
        ("five_days", 5),
        ("one_week", 7),
        ("two_weeks", 14),
        ("one_month", 30),
        ("two_months", 60),
        ("three_months", 90),
        ("four_months", 120),
        ("five_months", 150),
        ("six_months", 180),
        ("one_year", 365),
        ("thirteen_months", 400),
        ("eighteen_months", 545),
        ("two_years", 731),
        ("three_years", 1096),
        ("five_years", 1827),
        ("six_years", 2192),
        ("seven_years", 2557),
        ("eight_years", 2922),
        ("nine_years", 3288),
        ("ten_years", 3653),
    ];
    for (word, days) in days {
        let template = read(&format!("access_log: {{ retention: {word} }}, routes: {{ $default: f }}"));
        assert_eq!(properties(&template, "ChatAccessLog")["RetentionInDays"], days, "{word}");
    }
    let template = read("access_log: { retention: infinite }, routes: { $default: f }");
    assert_eq!(properties(&template, "ChatAccessLog")["RetentionInDays"], Value::Null);
}

#[test]
fn stage_name_is_a_parameter_unless_declared() {
    let template = template("minimal");
    assert_eq!(template["Parameters"]["StageName"]["Default"], "prod");
    assert_eq!(properties(&template, "ChatStage")["StageName"], json!({ "Ref": "StageName" }));
    assert_eq!(properties(&template, "ChatStage")["AutoDeploy"], true);

    let named = self::template("stage_literal");
    assert_eq!(named["Parameters"]["StageName"], Value::Null);
    assert_eq!(properties(&named, "ChatStage")["StageName"], "dev");
    assert_eq!(
        properties(&named, "ChatDefaultFunction")["Environment"]["Variables"]["WEBSOCKET_API_ENDPOINT"],
        json!({ "Fn::Sub": "https://${ChatApi}.execute-api.${AWS::Region}.${AWS::URLSuffix}/dev" })
    );
}

#[test]
fn declared_endpoint_variable_replaces_the_default() {
    let template = read(
        r#"routes: { $default: { function: { handler: f, environment: { WEBSOCKET_API_ENDPOINT: "http://localstack:4566/x" } } }, other: f }"#,
    );
    let endpoint = |id| &properties(&template, id)["Environment"]["Variables"]["WEBSOCKET_API_ENDPOINT"];
    assert_eq!(endpoint("ChatDefaultFunction"), "http://localstack:4566/x");
    assert!(endpoint("ChatOnOtherFunction")["Fn::Sub"].is_string());

    let template = read(
        r#"routes: { $default: f }, defaults: { function: { environment: { WEBSOCKET_API_ENDPOINT: "https://${AWS::Region}.example.com" } } }"#,
    );
    let declared = json!({ "Fn::Sub": "https://${AWS::Region}.example.com" });
    assert_eq!(
        properties(&template, "ChatDefaultFunction")["Environment"]["Variables"]["WEBSOCKET_API_ENDPOINT"],
        declared
    );
}

#[test]
fn stage_settings_are_in_the_template() {
    let template = template("stage_settings");
    let stage = properties(&template, "ChatStage");
    assert_eq!(
        stage["StageVariables"],
        json!({
            "prefix": "chat",
            "TABLE_1": { "Ref": "Table" },
            "where": { "Fn::Sub": "${AWS::Region}/a?b=c#d" },
        })
    );
    assert_eq!(
        stage["DefaultRouteSettings"],
        json!({
            "ThrottlingRateLimit": 100,
            "ThrottlingBurstLimit": 50,
            "DetailedMetricsEnabled": true,
            "LoggingLevel": "ERROR",
            "DataTraceEnabled": false,
        })
    );
    let bare = self::template("minimal");
    let stage = properties(&bare, "ChatStage").as_object().expect("properties");
    assert_eq!(stage.keys().collect::<Vec<_>>(), ["ApiId", "StageName", "AutoDeploy", "AccessLogSettings"]);

    let constants = self::template("constants");
    let stage = properties(&constants, "ChatStage");
    assert_eq!(stage["StageVariables"], json!({ "prefix": "chat" }));
    assert_eq!(
        stage["DefaultRouteSettings"],
        json!({ "ThrottlingRateLimit": 100, "ThrottlingBurstLimit": 50 })
    );
}

/// The template has the values that a route inherits, whatever the default of API Gateway is.
#[test]
fn route_settings_include_inherited_values() {
    let template = template("stage_settings");
    let settings = |rate: u32, burst: u32, metrics: bool, level: &str, trace: bool| {
        json!({
            "ThrottlingRateLimit": rate,
            "ThrottlingBurstLimit": burst,
            "DetailedMetricsEnabled": metrics,
            "LoggingLevel": level,
            "DataTraceEnabled": trace,
        })
    };
    assert_eq!(
        properties(&template, "ChatStage")["RouteSettings"],
        json!({
            "sendMessage": settings(10, 50, true, "ERROR", false),
            "$connect": settings(100, 50, false, "OFF", false),
            "chat/join": settings(100, 0, true, "INFO", true),
        })
    );
}

#[test]
fn stage_depends_on_the_routes_in_its_settings() {
    let waits_for = |template: &Value| template["Resources"]["ChatStage"]["DependsOn"].clone();
    assert_eq!(
        waits_for(&template("stage_settings")),
        json!(["CloudWatchAccount", "ChatConnectRoute", "ChatOnChatZ2fjoinRoute", "ChatOnSendMessageRoute"])
    );
    let overridden = |settings: &str| {
        waits_for(&read(&format!(
            "routes: {{ a: f, b: f }}, access_log: false, stage: {{ routes: {{ a: {{ throttle: {{ rate: 1 }} }} }} }},
            overrides: {{ stage: {{ {settings} }} }}"
        )))
    };
    assert_eq!(overridden(""), json!(["ChatOnARoute"]));
    assert_eq!(
        overridden("RouteSettings: { b: { ThrottlingRateLimit: 0.5 }, there: {} }"),
        json!(["ChatOnBRoute"])
    );
}

#[test]
fn execution_log_makes_the_cloudwatch_role() {
    let template = template("stage_execution_log");
    assert!(ids(&template).contains(&"CloudWatchRole".to_owned()));
    assert_eq!(
        template["Resources"]["ChatStage"]["DependsOn"],
        json!(["CloudWatchAccount", "ChatDefaultRoute"])
    );
    let has_role = |rest: &str| {
        ids(&read(&format!("routes: {{ a: f }}, access_log: false, {rest}")))
            .contains(&"CloudWatchAccount".to_owned())
    };
    assert!(has_role("stage: { execution_log: error }"));
    assert!(!has_role("stage: { execution_log: error }, cloudwatch_role: existing"));
    assert!(!has_role("stage: { execution_log: off, detailed_metrics: true, throttle: { rate: 1 } }"));
}

#[test]
fn data_trace_without_an_execution_log_is_a_warning() {
    let warned = |stage: &str| messages(&format!("routes: {{ a: f, b: f }}, stage: {{ {stage} }}")).len();
    assert_eq!(warned("data_trace: false"), 0);
    assert_eq!(warned("data_trace: true"), 1);
    assert_eq!(warned("data_trace: true, execution_log: off"), 1);
    assert_eq!(warned("data_trace: true, execution_log: error"), 0);
    // The trace concerns the routes with an execution log.
    assert_eq!(warned("data_trace: true, routes: { a: { execution_log: info } }"), 0);
    assert_eq!(warned("data_trace: true, routes: { a: { execution_log: info, data_trace: false } }"), 1);
    assert_eq!(warned("data_trace: true, execution_log: info, routes: { a: { execution_log: off } }"), 0);
    assert_eq!(warned("routes: { a: { data_trace: true } }"), 1);
    assert_eq!(warned("execution_log: info, routes: { a: { data_trace: true } }"), 0);
    assert_eq!(warned("execution_log: info, routes: { a: { data_trace: true, execution_log: off } }"), 1);
}

#[test]
fn more_than_100_stage_variables_are_an_error() {
    let variables = |count: usize| {
        let variables: String = (0..count).map(|i| format!("v{i}: \"x\", ")).collect();
        messages(&format!("routes: {{ a: f }}, stage: {{ variables: {{ {variables} }} }}"))
    };
    assert_eq!(variables(100), Vec::<String>::new());
    assert_eq!(variables(101), ["101 stage variables exceed API Gateway's limit of 100"]);
}

#[test]
fn outputs_have_the_url_the_endpoint_and_the_api_id() {
    let template = template("minimal");
    let url = "://${ChatApi}.execute-api.${AWS::Region}.${AWS::URLSuffix}/${ChatStage}";
    assert_eq!(template["Outputs"]["Url"]["Value"], json!({ "Fn::Sub": format!("wss{url}") }));
    assert_eq!(
        template["Outputs"]["ManagementEndpoint"]["Value"],
        json!({ "Fn::Sub": format!("https{url}") })
    );
    assert_eq!(template["Outputs"]["ApiId"]["Value"], json!({ "Ref": "ChatApi" }));
}

#[test]
fn changed_routes_make_another_deployment() {
    let deployment = |routes: &str| -> String {
        let template = read(&format!("stage: {{ auto_deploy: false }}, routes: {{ {routes} }}"));
        assert_eq!(properties(&template, "ChatStage")["AutoDeploy"], false);
        let deployed =
            properties(&template, "ChatStage")["DeploymentId"]["Ref"].as_str().expect("a reference");
        let waits_for = template["Resources"][deployed]["DependsOn"].as_array().expect("a list");
        for resource in waits_for {
            assert!(ids(&template).contains(&resource.as_str().expect("an id").to_owned()));
        }
        let routes = of_type(&template, "AWS::ApiGatewayV2::Route").len();
        let responses = of_type(&template, "AWS::ApiGatewayV2::RouteResponse").len();
        assert_eq!(waits_for.len(), routes + responses);
        deployed.to_owned()
    };
    let one = deployment("a: f");
    assert_ne!(one, deployment("a: f, b: f"));
    assert_ne!(one, deployment("a: { function: f, return_response: true }"));
    // Another handler or another setting of its function leaves the API unchanged.
    assert_eq!(one, deployment("a: { function: { handler: g, timeout: 3 } }"));
}

#[test]
fn tags_are_on_every_resource_that_supports_them() {
    let template = template("names");
    let map = json!({ "team": "support", "cost:center": "42", "owner": "a@example.com" });
    let list = json!([
        { "Key": "team", "Value": "support" },
        { "Key": "cost:center", "Value": "42" },
        { "Key": "owner", "Value": "a@example.com" },
    ]);
    for id in ["ChatApi", "ChatStage"] {
        assert_eq!(properties(&template, id)["Tags"], map, "{id}");
    }
    for id in ["ChatDefaultFunction", "ChatDefaultRole", "ChatAccessLog"] {
        assert_eq!(properties(&template, id)["Tags"], list, "{id}");
    }
    assert_eq!(properties(&template, "ChatApi")["Name"], json!({ "Fn::Sub": "chat-${StageName}" }));
}

#[test]
fn references_become_ref_or_sub_and_literals_are_escaped() {
    let template = template("environment");
    let variables = &properties(&template, "ChatDefaultFunction")["Environment"]["Variables"];
    assert_eq!(variables["REGION"], json!({ "Ref": "AWS::Region" }));
    assert_eq!(variables["WHERE"], json!({ "Fn::Sub": "${AWS::Region}/${AWS::AccountId}" }));
    assert_eq!(variables["LITERAL"], json!({ "Fn::Sub": "${!AWS::Region} $request.body $${AWS::Region}" }));
    assert_eq!(variables["STAGE"], json!({ "Ref": "StageName" }));
    // `Fn::Sub` replaces only once, so the result is the text `${AWS::Region}`.
    assert_eq!(variables["ESCAPED"], json!({ "Fn::Sub": ["${Dollar}{AWS::Region}", { "Dollar": "$" }] }));
    assert_eq!(variables["EMPTY"], "");

    // References in a constant are not expanded.
    let constants = self::template("constants");
    let variables = &properties(&constants, "ChatDefaultFunction")["Environment"]["Variables"];
    assert_eq!(variables["MODE"], json!({ "Fn::Sub": ["${Dollar}{AWS::Region}", { "Dollar": "$" }] }));
    assert_eq!(properties(&constants, "ChatDefaultFunction")["Timeout"], 20);
    assert_eq!(properties(&constants, "ChatStage")["StageName"], "dev");
}

#[test]
fn doc_comment_becomes_the_description() {
    let template = template("documented");
    assert_eq!(template["Description"], "A documented API.\n\nWith \"quotes\" and `ticks`.");
}

#[test]
fn added_route_leaves_other_resources_unchanged() {
    let before = read("routes: { $connect: f, a: f }");
    let after = read("routes: { b: f, a: f, \"a-b\": f, $connect: f }");
    for id in ids(&before) {
        assert_eq!(before["Resources"][&id], after["Resources"][&id], "{id}");
    }
}

/// Functions must not depend on the stage, which depends on them.
#[test]
fn only_mappings_and_outputs_refer_to_the_stage() {
    for declaration in websocket_api_tests::declarations::ALL {
        let template = as_value(&(declaration.api)().template().expect("a template"));
        for (id, resource) in template["Resources"].as_object().expect("resources") {
            let text = resource.to_string();
            let refers = text.contains("${ChatStage}") || text.contains(r#""Ref":"ChatStage""#);
            assert!(!refers || id == "ChatMapping", "{id} of {}", declaration.name);
        }
    }
}

fn messages(body: &str) -> Vec<String> {
    all_messages(&format!("allow: [no_default_route, near_limit], {body}"))
}

fn all_messages(body: &str) -> Vec<String> {
    let findings = source::declaration("Chat", body).findings;
    findings.into_iter().map(|finding| finding.message.one_line()).collect()
}

#[test]
fn too_many_resources_or_routes_are_an_error() {
    let routes = |count: usize| -> String {
        let routes: String = (0..count).map(|i| format!("r{i}: f, ")).collect();
        format!("routes: {{ {routes} }}")
    };
    assert_eq!(messages(&routes(99)), Vec::<String>::new());
    let [message] = &messages(&routes(100))[..] else { panic!("one message") };
    assert!(message.starts_with("505 resources exceed CloudFormation's limit of 500"), "{message}");
    assert!(message.contains("`functions: shared`") && message.contains("`groups`"), "{message}");
    assert_eq!(messages(&format!("functions: shared, {}", routes(300))), Vec::<String>::new());
    let responding = routes(300).replace(": f,", ": { function: f, return_response: true },");
    let [message] = &messages(&format!("functions: shared, {responding}"))[..] else { panic!("one message") };
    assert!(message.contains("; help: declare several APIs, each in its own stack"), "{message}");
    let [message] = &messages(&format!("functions: shared, {}", routes(301)))[..] else {
        panic!("one message")
    };
    assert!(message.starts_with("301 routes exceed API Gateway's limit of 300"), "{message}");
    assert!(message.contains("`$default`") && message.contains("several APIs"), "{message}");
}

#[test]
fn ninety_percent_of_a_limit_is_a_warning() {
    let routes = |count: usize, functions: &str| {
        let routes: String = (1..count).map(|i| format!("r{i}: f, ")).collect();
        all_messages(&format!("functions: {functions}, routes: {{ $default: f, {routes} }}"))
    };
    let near = |count: usize, what: &str, of: &str, most: usize| {
        vec![format!(
            "{count} of {most} {what} used; note: the limit applies to {of}; note: `allow: [near_limit]` in the API silences this warning"
        )]
    };
    assert_eq!(routes(88, "per_route"), Vec::<String>::new());
    assert_eq!(routes(89, "per_route"), near(450, "resources", "a CloudFormation stack", 500));
    assert_eq!(routes(269, "shared"), Vec::<String>::new());
    assert_eq!(routes(270, "shared"), near(270, "routes", "an API", 300));
    let actions = |count: usize| {
        let actions: String = (0..count).map(|i| format!("\"s3:{}{i:03}*\", ", "Get".repeat(12))).collect();
        all_messages(&format!("routes: {{ $default: f }}, permissions: [{actions}]"))
            .into_iter()
            .filter(|message| !message.contains("unknown action"))
            .collect::<Vec<_>>()
    };
    assert_eq!(actions(80), Vec::<String>::new());
    let near = actions(100);
    assert!(
        matches!(&near[..], [near] if near.contains("of 10240 characters of permissions of one function used")),
        "{near:?}"
    );
}

#[test]
fn environment_over_4096_bytes_is_refused() {
    let body = |size: usize| {
        let value = "x".repeat(size - "ab".len());
        format!(
            r#"routes: {{ $default: {{ function: {{ handler: f, environment: {{ ab: "{value}" }} }} }} }}"#
        )
    };
    // The endpoint variable of every function counts.
    assert_eq!(messages(&body(4000)), Vec::<String>::new());
    assert!(messages(&body(4020))[0].starts_with(
        "4098 bytes of environment of the function of `$default` exceed Lambda's limit of 4096"
    ));
    // A declared endpoint is counted as written.
    let declared = |size: usize| {
        let value = "x".repeat(size - "WEBSOCKET_API_ENDPOINT".len());
        let environment = format!("environment: {{ WEBSOCKET_API_ENDPOINT: \"{value}\" }}");
        format!("routes: {{ $default: {{ function: {{ handler: f, {environment} }} }} }}")
    };
    assert_eq!(messages(&declared(4096)), Vec::<String>::new());
    assert!(
        messages(&declared(4097))[0].starts_with("4097 bytes of environment of the function of `$default`")
    );
    // An authorizer has no endpoint variable, and no settings of the defaults.
    let environment = |size: usize| format!("environment: {{ ab: \"{}\" }}", "x".repeat(size - "ab".len()));
    let authorizer = |size: usize| {
        format!(
            "defaults: {{ function: {{ {} }} }}, routes: {{ $connect: f, $default: f }}, \
             authorizer: {{ type: lambda, function: {{ handler: f, {} }} }}",
            environment(2000),
            environment(size)
        )
    };
    assert_eq!(messages(&authorizer(4096)), Vec::<String>::new());
    assert!(
        messages(&authorizer(4097))[0]
            .starts_with("4097 bytes of environment of the function of the authorizer")
    );
}

#[test]
fn access_log_format_without_an_id_or_with_foreign_variables_warns() {
    let warned =
        |format: &str| messages(&format!("routes: {{ $default: f }}, access_log: \"{format}\"")).len();
    assert_eq!(warned("$context.requestId"), 0);
    assert_eq!(warned("($context.extendedRequestId)"), 0);
    assert_eq!(warned("$context.status"), 1);
    assert_eq!(warned("$context.requestIdentity"), 2);
    assert_eq!(warned("$context.requestId $context.httpMethod"), 1);
}

#[test]
fn routes_of_a_group_share_a_function() {
    let template = template("group");
    let function = properties(&template, "ChatGroupMessagesFunction");
    assert_eq!((&function["Timeout"], &function["MemorySize"]), (&json!(20), &json!(512)));
    assert_eq!(of_type(&template, "AWS::Lambda::Function").len(), 2);
    for route in ["ChatOnJoinRoute", "ChatOnLeaveRoute"] {
        let target = json!({ "Fn::Sub": "integrations/${ChatGroupMessagesIntegration}" });
        assert_eq!(properties(&template, route)["Target"], target);
    }
    let source = &properties(&template, "ChatGroupMessagesPermission")["SourceArn"]["Fn::Sub"];
    assert!(source.as_str().expect("a string").ends_with("${ChatApi}/${StageName}/*"));
}

#[test]
fn existing_function_is_invoked_by_its_arn() {
    let template = template("existing_function");
    let arn = "arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:fallback";
    assert_eq!(properties(&template, "ChatDefaultPermission")["FunctionName"], json!({ "Fn::Sub": arn }));
    let uri = properties(&template, "ChatDefaultIntegration")["IntegrationUri"]["Fn::Sub"]
        .as_str()
        .expect("a string");
    assert!(uri.ends_with(&format!("/functions/{arn}/invocations")), "{uri}");
    assert!(!ids(&template).iter().any(|id| id == "ChatDefaultFunction" || id == "ChatDefaultRole"));
}

/// An alias or a version is referenced as declared, also with a qualifier.
#[test]
fn alias_or_version_is_invoked_by_its_reference() {
    let template = template("existing_alias");
    let invoked = |slot: &str| &properties(&template, &format!("Chat{slot}Permission"))["FunctionName"];
    assert_eq!(*invoked("Default"), json!({ "Ref": "Live" }));
    assert_eq!(*invoked("OnAlias"), json!({ "Fn::GetAtt": ["Live", "AliasArn"] }));
    assert_eq!(*invoked("OnQualified"), json!({ "Fn::Sub": "${Answer.Arn}:live" }));
    assert_eq!(*invoked("Authorizer"), json!({ "Ref": "Live" }));
    // A name is correct within an ARN, and other types are not checked.
    let quiet = |arn: &str, kind: &str| {
        let body = format!(
            "resources: {{ F: {{ Type: \"{kind}\" }} }},
             routes: {{ $default: {{ function: {{ arn: \"{arn}\" }} }} }}"
        );
        assert_eq!(messages(&body), [""; 0], "{arn}");
    };
    let named = "arn:${AWS::Partition}:lambda:${AWS::Region}:${AWS::AccountId}:function:${F}";
    quiet(named, "AWS::Lambda::Function");
    quiet("${F.Arn}", "AWS::Lambda::Function");
    quiet("${F}", "AWS::Lambda::Version");
    quiet("${F.FunctionArn}", "AWS::Lambda::Version");
    quiet("${F}", "Custom::Function");
}

#[test]
fn custom_domain_makes_certificate_records_and_mapping() {
    let template = template("domain_name");
    assert_eq!(template["Parameters"]["ChatHostedZoneId"]["Type"], "AWS::Route53::HostedZone::Id");
    let description = template["Parameters"]["ChatHostedZoneId"]["Description"].as_str().expect("a string");
    assert!(description.contains("`domain.com`"), "{description}");
    let zone = json!({ "Ref": "ChatHostedZoneId" });
    let certificate = properties(&template, "ChatCertificate");
    assert_eq!(
        certificate["DomainValidationOptions"],
        json!([{ "DomainName": "api.domain.com", "HostedZoneId": zone }])
    );
    let domain = &properties(&template, "ChatDomain")["DomainNameConfigurations"][0];
    assert_eq!(domain["CertificateArn"], json!({ "Ref": "ChatCertificate" }));
    for (id, kind) in [("ChatAliasA", "A"), ("ChatAliasAaaa", "AAAA")] {
        let record = properties(&template, id);
        assert_eq!((&record["Type"], &record["HostedZoneId"]), (&json!(kind), &zone));
        assert_eq!(
            record["AliasTarget"]["DNSName"],
            json!({ "Fn::GetAtt": ["ChatDomain", "RegionalDomainName"] })
        );
    }
    let mapping = properties(&template, "ChatMapping");
    assert_eq!(mapping["ApiMappingKey"], Value::Null);
    assert_eq!(mapping["Stage"], json!({ "Ref": "ChatStage" }));
    assert_eq!(template["Outputs"]["CustomDomainUrl"]["Value"], "wss://api.domain.com");
    let variables = &properties(&template, "ChatDefaultFunction")["Environment"]["Variables"];
    assert_eq!(variables["WEBSOCKET_API_ENDPOINT"], "https://api.domain.com");
}

#[test]
fn wildcard_domain_keeps_the_default_endpoint_variable() {
    let template = template("domain_wildcard");
    assert_eq!(properties(&template, "ChatAliasA")["Name"], "*.domain.com");
    // A wildcard names no single host of the API, so functions use the default endpoint.
    let variables = &properties(&template, "ChatDefaultFunction")["Environment"]["Variables"];
    let endpoint = variables["WEBSOCKET_API_ENDPOINT"]["Fn::Sub"].as_str().expect("a string");
    assert!(endpoint.starts_with("https://${ChatApi}.execute-api."), "{endpoint}");
}

#[test]
fn hosted_zone_is_derived_as_sst_does() {
    let zone = |domain: &str| {
        let body = format!(
            "custom_domain: {{ domain_name: \"{domain}\", certificate: \"arn:x\" }}, routes: {{ $default: f }}"
        );
        properties(&read(&body), "ChatAliasA")["HostedZoneName"].as_str().expect("a zone").to_owned()
    };
    assert_eq!(zone("api.domain.com"), "domain.com.");
    assert_eq!(zone("domain.com"), "domain.com.");
    assert_eq!(zone("*.domain.com"), "domain.com.");
    assert_eq!(zone("a.b.domain.com."), "b.domain.com.");
}

#[test]
fn hosted_zone_id_replaces_the_parameter() {
    let template = template("domain_zone_id");
    assert_eq!(properties(&template, "ChatAliasA")["HostedZoneId"], "Z0123456789ABC");
    assert_eq!(template["Parameters"]["ChatHostedZoneId"], Value::Null);
}

#[test]
fn existing_domain_is_mapped_without_records() {
    let template = template("domain_existing");
    let mapping = properties(&template, "ChatMapping");
    assert_eq!(
        (&mapping["DomainName"], &mapping["ApiMappingKey"]),
        (&json!("api.domain.com"), &json!("newPath"))
    );
    assert!(of_type(&template, "AWS::ApiGatewayV2::DomainName").is_empty());
    assert!(of_type(&template, "AWS::Route53::RecordSet").is_empty());
    let shown = |name: &str| template["Outputs"][name]["Value"].as_str().expect("an output").to_owned();
    assert_eq!(shown("RegionalDomainName"), "d-0123456789.execute-api.eu-west-1.amazonaws.com");
    assert_eq!(shown("RegionalHostedZoneId"), "Z0123456789ABC");
}

#[test]
fn external_domain_has_no_records_and_no_certificate() {
    let template = template("domain_external");
    assert!(of_type(&template, "AWS::Route53::RecordSet").is_empty());
    assert!(of_type(&template, "AWS::CertificateManager::Certificate").is_empty());
    let domain = &properties(&template, "ChatDomain")["DomainNameConfigurations"][0];
    assert_eq!(domain["CertificateArn"], json!({ "Ref": "CertificateArn" }));
    let shown = &template["Outputs"]["RegionalDomainName"]["Value"];
    assert_eq!(shown, &json!({ "Fn::GetAtt": ["ChatDomain", "RegionalDomainName"] }));
}

#[test]
fn authorizer_settings_are_in_the_template() {
    let template = template("authorizer_lambda_settings");
    let authorizer = properties(&template, "ChatAuthorizer");
    assert_eq!(authorizer["Name"], "door");
    assert_eq!(
        authorizer["IdentitySource"],
        json!(["route.request.querystring.token", "stageVariables.key"])
    );
    let function = properties(&template, "ChatAuthorizerFunction");
    assert_eq!(function["Timeout"], 5);
    assert_eq!(function["Environment"]["Variables"], json!({ "TABLE": { "Ref": "Table" } }));
    let actions: Vec<Value> = statements(&template, "ChatAuthorizerRole")
        .into_iter()
        .map(|(action, _)| action[0].clone())
        .collect();
    assert_eq!(actions, ["dynamodb:BatchGetItem"]);
    let route = properties(&template, "ChatConnectRoute");
    assert_eq!(
        (&route["AuthorizationType"], &route["AuthorizerId"]),
        (&json!("CUSTOM"), &json!({ "Ref": "ChatAuthorizer" }))
    );

    let bare = self::template("authorizer_existing_function");
    assert_eq!(properties(&bare, "ChatAuthorizer")["IdentitySource"], Value::Null);
    assert!(!ids(&bare).contains(&"ChatAuthorizerFunction".to_owned()));
    let named = self::template("authorizer_lambda");
    assert_eq!(properties(&named, "ChatAuthorizer")["Name"], "WebSocketAuthorizer");
    assert_eq!(
        properties(&named, "ChatAuthorizer")["IdentitySource"],
        json!(["route.request.header.Authorization"])
    );
    assert_eq!(properties(&named, "ChatDefaultRoute")["AuthorizerId"], Value::Null);
}

#[test]
fn existing_authorizer_is_named_by_its_id() {
    let template = template("authorizer_id");
    let route = properties(&template, "ChatConnectRoute");
    assert_eq!((&route["AuthorizationType"], &route["AuthorizerId"]), (&json!("CUSTOM"), &json!("x9y8z7")));
    assert!(of_type(&template, "AWS::ApiGatewayV2::Authorizer").is_empty());
}

#[test]
fn permissions_grant_declared_resources() {
    let template = template("permissions_resources");
    let granted = statements(&template, "ChatConnectRole");
    let table = json!([{ "Fn::GetAtt": ["Table", "Arn"] }, { "Fn::Sub": "${Table.Arn}/*" }]);
    assert_eq!(granted[1], (json!(["dynamodb:*"]), table.clone()));
    let (write, on) = &granted[2];
    assert_eq!(on, &table);
    assert!(write.as_array().expect("actions").contains(&json!("dynamodb:PutItem")));
    assert!(!write.as_array().expect("actions").contains(&json!("dynamodb:GetItem")));
    // The permissions of the API follow the permission to manage connections.
    assert_eq!(granted[3].0, json!(["execute-api:ManageConnections"]));
    assert!(granted[4].0.as_array().expect("actions").contains(&json!("s3:GetObject")));
    assert_eq!(granted.len(), 5);

    let granted = statements(&self::template("permissions_statements"), "ChatDefaultRole");
    assert_eq!(granted[1], (json!(["dynamodb:Query"]), json!([{ "Fn::Sub": "${Table.Arn}/index/*" }])));
}

#[test]
fn imported_api_makes_no_api_resource() {
    let template = template("import_api");
    assert!(of_type(&template, "AWS::ApiGatewayV2::Api").is_empty());
    assert_eq!(properties(&template, "ChatDefaultRoute")["ApiId"], json!({ "Ref": "ApiId" }));
    assert_eq!(properties(&template, "ChatStage")["ApiId"], json!({ "Ref": "ApiId" }));
}

#[test]
fn imported_stage_makes_no_stage_and_no_log_group() {
    let template = template("import_stage");
    assert!(of_type(&template, "AWS::ApiGatewayV2::Stage").is_empty());
    assert!(of_type(&template, "AWS::Logs::LogGroup").is_empty());
    let source = &properties(&template, "ChatDefaultPermission")["SourceArn"]["Fn::Sub"];
    assert!(source.as_str().expect("a string").ends_with(":${ApiId}/live/$default"), "{source}");
}

#[test]
fn imported_stage_has_a_deployment_only_on_request() {
    let template = template("import_deploy");
    let id = deployment_id(&template);
    let deployment = &template["Resources"][&id];
    assert_eq!(deployment["Properties"], json!({ "ApiId": { "Ref": "ApiId" }, "StageName": "live" }));
    // The stage still serves the deployment after the stack is deleted.
    assert_eq!(
        (&deployment["DeletionPolicy"], &deployment["UpdateReplacePolicy"]),
        (&json!("Retain"), &json!("Retain"))
    );
    assert_eq!(deployment["DependsOn"], json!(["ChatDefaultRoute", "ChatOnEchoRoute", "ChatOnEchoResponse"]));
    assert_eq!(of_type(&template, "AWS::ApiGatewayV2::Stage"), Vec::<&Value>::new());
    // Other routes make another deployment.
    let imported = |deploy: &str, routes: &str| {
        read(&format!(
            "import: {{ api_id: \"a\", stage_name: \"live\"{deploy} }}, routes: {{ $default: f{routes} }}"
        ))
    };
    let one = deployment_id(&imported(", deploy: true", ""));
    assert_eq!(one, deployment_id(&imported(", deploy: true", "")));
    assert_ne!(one, deployment_id(&imported(", deploy: true", ", a: f")));
    for deploy in ["", ", deploy: false"] {
        assert_eq!(of_type(&imported(deploy, ""), "AWS::ApiGatewayV2::Deployment"), Vec::<&Value>::new());
    }
}

/// Returns the logical ID of the only deployment.
fn deployment_id(template: &Value) -> String {
    let resources = template["Resources"].as_object().expect("resources").iter();
    let of = resources.filter(|(_, resource)| resource["Type"] == "AWS::ApiGatewayV2::Deployment");
    let all: Vec<&String> = of.map(|(id, _)| id).collect();
    let [only] = all[..] else { panic!("one deployment: {all:?}") };
    only.clone()
}

#[test]
fn disabled_default_endpoint_requires_a_custom_domain() {
    let host = |template: &Value| template["Outputs"]["Url"]["Value"].clone();
    let template = template("default_endpoint_off");
    assert_eq!(properties(&template, "ChatApi")["DisableExecuteApiEndpoint"], true);
    assert_eq!(host(&template), "wss://api.domain.com/v1/");
    assert_eq!(host(&template), template["Outputs"]["CustomDomainUrl"]["Value"]);
    assert_eq!(template["Outputs"]["ManagementEndpoint"]["Value"], "https://api.domain.com/v1");
    let variables = &properties(&template, "ChatConnectFunction")["Environment"]["Variables"];
    assert_eq!(variables["WEBSOCKET_API_ENDPOINT"], "https://api.domain.com/v1");

    let overridden = |value: &str, domain: &str| {
        let rest = "parameters: { Private: { Type: \"String\" } }, routes: { $default: f }";
        let body = format!("overrides: {{ api: {{ DisableExecuteApiEndpoint: {value} }} }}, {domain} {rest}");
        (all_messages(&format!("allow: [no_default_route], {body}")), body)
    };
    let of_gateway = host(&self::template("minimal"));
    let named = "custom_domain: \"api.domain.com\",";
    let whole = |value: &str| {
        let (messages, body) = overridden(value, named);
        assert_eq!(messages, [""; 0], "{value}");
        host(&read(&body))
    };
    for off in ["true", "\"true\"", "\"True\"", "\"${Private}\"", "{ \"Fn::Sub\": \"${Private}\" }"] {
        assert_eq!(whole(off), "wss://api.domain.com", "{off}");
    }
    for on in ["false", "\"false\"", "null"] {
        assert_eq!(whole(on), of_gateway, "{on}");
        assert_eq!(overridden(on, "").0, [""; 0], "{on}");
    }
    for domain in
        ["", "custom_domain: \"*.domain.com\",", "custom_domain: { existing: { name: \"*.domain.com\" } },"]
    {
        for off in ["true", "\"TRUE\""] {
            let [message] = &overridden(off, domain).0[..] else { panic!("{off} {domain}") };
            assert!(
                message.starts_with(
                    "API without an endpoint: `DisableExecuteApiEndpoint` requires a `custom_domain`"
                ),
                "{message}"
            );
        }
        let [message] = &overridden("\"${Private}\"", domain).0[..] else { panic!("{domain}") };
        assert!(
            message.ends_with("`allow: [unreachable_api]` in the API silences this warning"),
            "{message}"
        );
    }
}

#[test]
fn functions_share_one_architecture_or_are_an_error() {
    let architectures = |template: &Value| -> Vec<String> {
        let functions = of_type(template, "AWS::Lambda::Function").into_iter();
        functions.map(|function| function["Properties"]["Architectures"][0].to_string()).collect()
    };
    // An authorizer, a group and two routes.
    assert_eq!(architectures(&template("architecture")), ["\"arm64\""; 4]);
    let authorizer = "authorizer: { type: lambda, function: f }";
    let grouped = "groups: { g: {} }, routes: { $connect: f, a: { function: { handler: f, group: g } } }";
    let of = |body: &str| {
        assert_eq!(messages(body), [""; 0], "{body}");
        architectures(&read(body))
    };
    assert_eq!(of(&format!("architecture: arm64, {authorizer}, {grouped}")), ["\"arm64\""; 3]);
    let defaults = "defaults: { function: { architecture: arm64 } }";
    assert_eq!(of(&format!("{defaults}, {authorizer}, {grouped}")), ["\"arm64\""; 3]);
    assert_eq!(
        of(&format!("{defaults}, {authorizer}, functions: shared, routes: {{ $connect: f }}")),
        ["\"arm64\""; 2]
    );
    assert_eq!(of(&format!("{authorizer}, {grouped}")), ["\"x86_64\""; 3]);
    // All functions name the same architecture.
    let named = "function: { handler: f, architecture: arm64 }";
    let all = format!("authorizer: {{ type: lambda, {named} }}, routes: {{ $connect: {{ {named} }} }}");
    assert_eq!(of(&all), ["\"arm64\""; 2]);
    let existing = "function: { arn: \"arn:aws:lambda:eu-west-1:123456789012:function:f\" }";
    assert_eq!(of(&format!("routes: {{ $connect: {{ {named} }}, a: {{ {existing} }} }}")), ["\"arm64\""]);

    let refused = |body: &str, count: usize| {
        let messages = messages(body);
        assert_eq!(messages.len(), count, "{body}: {messages:?}");
        assert!(
            messages.iter().all(|message| message.contains("all functions run one artifact, which has one architecture")),
            "{messages:?}"
        );
    };
    refused(&format!("{authorizer}, routes: {{ $connect: {{ {named} }} }}"), 1);
    refused(&format!("authorizer: {{ type: lambda, {named} }}, routes: {{ $connect: f }}"), 1);
    refused(
        &format!("authorizer: {{ type: lambda, {named} }}, functions: shared, routes: {{ $connect: f }}"),
        1,
    );
    let two = "groups: { g: { architecture: arm64 } }, routes: { $connect: f, a: { function: { handler: f, group: g } } }";
    refused(two, 1);
    refused(&format!("architecture: x86_64, {two}"), 1);
    refused(&format!("defaults: {{ function: {{ architecture: x86_64 }} }}, {two}"), 1);
    refused(&format!("architecture: x86_64, {defaults}, routes: {{ $connect: {{ {named} }} }}"), 2);
}

#[test]
fn overrides_replace_made_properties() {
    let template = template("overrides");
    let api = properties(&template, "ChatApi");
    assert_eq!((&api["Name"], &api["DisableExecuteApiEndpoint"]), (&json!("chat-app-api"), &json!(true)));
    assert_eq!(api["ProtocolType"], "WEBSOCKET");
    let stage = properties(&template, "ChatStage");
    assert_eq!(
        stage["DefaultRouteSettings"],
        json!({ "ThrottlingBurstLimit": 100, "ThrottlingRateLimit": 50.5 })
    );
    assert_eq!(stage["StageVariables"], json!({ "level": "debug" }));
    assert_eq!(properties(&template, "ChatAccessLog")["RetentionInDays"], 7);
    assert_eq!(properties(&template, "ChatAuthorizer")["Name"], "door");
}

#[test]
fn declared_cloudformation_is_copied_with_references() {
    let template = template("declared");
    let alarm = properties(&template, "Alarm");
    assert_eq!(alarm["Threshold"], 0.5);
    assert_eq!(alarm["ActionsEnabled"], false);
    assert_eq!(alarm["Dimensions"][0]["Value"], json!({ "Fn::GetAtt": ["Queue", "QueueName"] }));
    assert_eq!(
        alarm["AlarmDescription"],
        json!({ "Fn::Sub": ["${Which} of ${AWS::StackName}", { "Which": { "Fn::GetAtt": ["Queue", "QueueName"] } }] })
    );
    assert_eq!(template["Resources"]["Alarm"]["DependsOn"], json!(["Topic"]));
    assert_eq!(properties(&template, "Queue")["VisibilityTimeout"], json!({ "Ref": "Size" }));
    assert_eq!(template["Parameters"]["Size"]["MinValue"], 1);
    assert_eq!(
        template["Outputs"]["QueueArn"]["Export"]["Name"],
        json!({ "Fn::Sub": "${AWS::StackName}-queue" })
    );
}

/// The ARN of a parameter has one slash before its name, and a name with a hierarchy includes the slash.
#[test]
fn parameter_permission_has_one_slash_before_the_name() {
    let granted = |name: &str| {
        let body = format!(
            r#"resources: {{ Setting: {{ Type: "AWS::SSM::Parameter", Properties: {{ {name} Type: "String", Value: "x" }} }} }},
            parameters: {{ Prefix: {{ Type: "String" }} }},
            routes: {{ $default: {{ function: {{ handler: f, permissions: [(Setting, "read")] }} }} }}"#
        );
        statements(&read(&body), "ChatDefaultRole")[1].1.to_string()
    };
    assert!(granted("").contains(":parameter/${Setting}"));
    assert!(granted("Name: \"key\",").contains(":parameter/${Setting}"));
    assert!(granted("Name: \"/app/key\",").contains(":parameter${Setting}"));
    let unknown = granted("Name: \"${Prefix}/key\",");
    assert!(
        unknown.contains(":parameter/${Setting}") && unknown.contains(":parameter${Setting}"),
        "{unknown}"
    );
}

#[test]
fn domain_name_with_a_reference_is_a_wildcard_too() {
    let template = read(
        r#"parameters: { Base: { Type: "String" } },
        custom_domain: { domain_name: "*.${Base}.", hosted_zone_id: "Z1" }, routes: { $default: f }"#,
    );
    assert_eq!(properties(&template, "ChatDomain")["DomainName"], json!({ "Fn::Sub": "*.${Base}" }));
    let variables = &properties(&template, "ChatDefaultFunction")["Environment"]["Variables"];
    let endpoint = variables["WEBSOCKET_API_ENDPOINT"]["Fn::Sub"].as_str().expect("a string");
    assert!(endpoint.starts_with("https://${ChatApi}.execute-api."), "{endpoint}");
}

#[test]
fn dynamic_references_and_no_value_are_accepted() {
    let template = read(
        r#"custom_domain: { domain_name: "api.example.com", certificate: "{{resolve:ssm:/certificate}}" },
        resources: { Topic: { Type: "AWS::SNS::Topic", Properties: { DisplayName: { Ref: "AWS::NoValue" } } } },
        routes: { $default: f }"#,
    );
    let domain = &properties(&template, "ChatDomain")["DomainNameConfigurations"][0];
    assert_eq!(domain["CertificateArn"], "{{resolve:ssm:/certificate}}");
    assert_eq!(properties(&template, "Topic")["DisplayName"], json!({ "Ref": "AWS::NoValue" }));
}

#[test]
fn existing_function_has_its_own_integration_with_shared_functions() {
    let template = read(
        r#"functions: shared,
        routes: { a: f, b: { function: { arn: "arn:aws:lambda:eu-west-1:123456789012:function:b:live" } } }"#,
    );
    assert_eq!(of_type(&template, "AWS::Lambda::Function").len(), 1);
    assert_eq!(of_type(&template, "AWS::ApiGatewayV2::Integration").len(), 2);
}
