//! Methods of a declared API: routes, functions, permissions, URLs, and stacks of several APIs.
// Some declarations here have warnings on purpose.
#![allow(deprecated)]

use serde_json::Value;
use websocket_api::{ApiDefinition, Stack, WebSocketApi, permissions, routes};
use websocket_api_model::{declaration::FunctionLayout, rules::Rule};
use websocket_api_tests::{
    declarations::{
        domain_shared, existing_function, group, merge, minimal, permissions_resources, stage_settings,
    },
    handlers,
};

fn value(template: &websocket_api::Template) -> Value {
    serde_json::from_str(&template.to_json()).expect("JSON")
}

/// The actions of each statement of a role.
fn actions(api: &WebSocketApi, role: &str) -> Vec<String> {
    let template = value(&api.template().expect("a template"));
    let statements = &template["Resources"][role]["Properties"]["Policies"][0]["PolicyDocument"]["Statement"];
    let statements = statements.as_array().unwrap_or_else(|| panic!("{role}"));
    statements
        .iter()
        .map(|statement| statement["Action"][0].as_str().expect("an action").to_owned())
        .collect()
}

#[test]
fn routes_are_listed_in_order() {
    assert_eq!(minimal::Chat::api().routes(), ["$connect", "$default", "$disconnect", "sendMessage"]);
}

#[test]
fn add_routes_adds_valid_routes_and_rejects_a_set_with_errors() {
    let mut api = minimal::Chat::api();
    api.add_routes(routes! {
        join: handlers::send,
        "chat/leave": { function: { handler: handlers::send, timeout: 7 }, return_response: true },
    })
    .expect("new routes");
    assert_eq!(api.routes()[4..], ["join", "chat/leave"]);
    let template = value(&api.template().expect("a template"));
    assert_eq!(template["Resources"]["ChatOnChatZ2fleaveFunction"]["Properties"]["Timeout"], 7);
    assert!(template["Resources"]["ChatOnChatZ2fleaveResponse"].is_object());

    // A rejected set adds no route.
    let error =
        api.add_routes(routes! { other: handlers::send, " sendMessage ": handlers::send }).unwrap_err();
    assert_eq!(error.to_string(), "duplicate route key `sendMessage`");
    assert_eq!(api.routes().len(), 6);
    let error =
        api.add_routes(routes! { a: { function: { handler: handlers::send, group: talk } } }).unwrap_err();
    assert_eq!(error.to_string(), "unknown group `talk`; help: write `groups: { talk: { … } }`");
    let lost = routes! { a: { function: { handler: handlers::send, environment: { TABLE: "${Table}" } } } };
    assert_eq!(
        api.add_routes(lost).unwrap_err().to_string(),
        "unknown resource or parameter `Table`; help: declare `Table` under `resources` or `parameters`; help: write `${!Table}` for the \
         literal text"
    );
    assert_eq!(api.routes().len(), 6);

    // SST's refusal: defaults are not applied silently to a function that exists already.
    let existing = routes! { a: { function: { arn: "arn:aws:lambda:eu-west-1:123456789012:function:f" } } };
    let error = merge::Chat::api().add_routes(existing).unwrap_err();
    assert_eq!(
        error.to_string(),
        "`defaults` cannot be used with the existing function of `a`; help: move the settings to the other routes"
    );

    let mut api = group::Chat::api();
    api.add_routes(routes! { part: { function: { handler: handlers::send, group: messages } } })
        .expect("a group's");
    assert_eq!(
        api.function("part").expect("a route").logical_id.as_deref(),
        Some("ChatGroupMessagesFunction")
    );
}

/// The stage's settings for single routes apply to declared routes only.
#[test]
fn added_route_has_the_default_settings_of_the_stage() {
    let mut api = stage_settings::Chat::api();
    let before = value(&api.template().expect("a template"));
    api.add_routes(routes! { join: handlers::send }).expect("a new route");
    let after = value(&api.template().expect("a template"));
    assert!(after["Resources"]["ChatOnJoinRoute"].is_object());
    assert_eq!(after["Resources"]["ChatStage"], before["Resources"]["ChatStage"]);
    let settings = stage_settings::Chat::DECLARATION.stage;
    assert_eq!(settings.route_settings("join"), settings.settings);
    assert_ne!(settings.route_settings("sendMessage"), settings.settings);
}

#[test]
fn function_is_found_by_route_key_and_by_variant() {
    let api = minimal::Chat::api();
    let by_variant = api.function(minimal::ChatRoute::SendMessage).expect("a route");
    assert_eq!(Some(by_variant.clone()), api.function("sendMessage"));
    assert_eq!(by_variant.logical_id.as_deref(), Some("ChatOnSendMessageFunction"));
    assert_eq!(by_variant.handler, "handlers::send");
    assert_eq!((by_variant.timeout, by_variant.memory_size), (Some(10), Some(1024)));
    assert_eq!(api.function("nowhere"), None);
    assert_eq!(existing_function::Chat::api().function("$default").expect("a route").logical_id, None);
    let keys: Vec<&str> = minimal::ChatRoute::ALL.iter().map(|route| route.key()).collect();
    assert_eq!(keys, api.routes());
}

#[test]
fn attached_permissions_apply_to_routes_added_later() {
    let mut api = minimal::Chat::api();
    api.attach_permissions(["s3"]).expect("a service");
    api.attach_permissions_to_route("$default", ["sqs:SendMessage"]).expect("a route");
    api.add_routes(routes! { later: handlers::send }).expect("a new route");
    api.attach_permissions_to_route("later", ["sns"]).expect("a route");
    let own = ["xray:PutTraceSegments", "execute-api:ManageConnections"];
    assert_eq!(actions(&api, "ChatConnectRole"), [&own[..], &["s3:*"]].concat());
    assert_eq!(actions(&api, "ChatDefaultRole"), [&own[..], &["s3:*", "sqs:SendMessage"]].concat());
    assert_eq!(actions(&api, "ChatOnLaterRole"), [&own[..], &["s3:*", "sns:*"]].concat());

    let error = api.attach_permissions_to_route("nowhere", ["s3"]).unwrap_err();
    assert_eq!(error.to_string(), "cannot attach permissions: unknown route `nowhere`");
    let error = existing_function::Chat::api()
        .attach_permissions_to_route("$default", ["s3"])
        .map(|_| ())
        .unwrap_err();
    assert!(error.to_string().contains("is not in this stack"), "{error}");
}

#[test]
fn declared_resource_is_granted_by_name() {
    let mut api = permissions_resources::Chat::api();
    api.attach_permissions_to_route("$connect", ["Bucket"]).expect("a route");
    assert_eq!(
        actions(&api, "ChatConnectRole"),
        [
            "xray:PutTraceSegments",
            "dynamodb:*",
            "dynamodb:BatchWriteItem",
            "execute-api:ManageConnections",
            "s3:GetBucketLocation",
            "s3:*",
        ]
    );
    let mut everything = minimal::Chat::api();
    everything.attach_permissions("*").expect("everything");
    assert_eq!(actions(&everything, "ChatConnectRole")[2], "*");
}

#[test]
fn grant_and_statement_are_attached_to_a_route() {
    let mut api = permissions_resources::Chat::api();
    api.attach_permissions_to_route(
        "$connect",
        permissions![(Table, "read"), { actions: ["ssm:GetParameter"], resources: ["*"] }],
    )
    .expect("permissions");
    assert_eq!(actions(&api, "ChatConnectRole")[5..], ["dynamodb:BatchGetItem", "ssm:GetParameter"]);
}

/// SST appends in the order of the calls.
#[test]
fn attached_permissions_keep_the_order_of_the_calls() {
    let mut api = minimal::Chat::api();
    api.attach_permissions_to_route("$default", ["s3"]).expect("a route");
    api.attach_permissions(["kms"]).expect("a service");
    assert_eq!(actions(&api, "ChatDefaultRole")[2..], ["s3:*", "kms:*"]);
}

#[test]
fn run_time_additions_are_rejected_by_the_rules_of_the_macro() {
    let mut api = minimal::Chat::api();
    let before = api.template().expect("a template");
    let refused =
        |result: websocket_api::Result<&mut WebSocketApi>| result.map(|_| ()).unwrap_err().to_string();
    for text in ["Tabel", "", "S3:Get Object"] {
        let message = refused(api.attach_permissions([text]));
        assert!(message.starts_with(&format!("invalid service or action `{text}`")), "{message}");
    }
    let route = routes! { x: { function: { handler: handlers::send, permissions: [Nope] } } };
    assert!(refused(api.add_routes(route)).starts_with("unknown resource `Nope`"));
    let actions: Vec<String> = (0..1200).map(|i| format!("s3:GetObject{i}")).collect();
    assert!(
        refused(api.attach_permissions(actions))
            .contains("characters of permissions exceed IAM's limit of 10240")
    );
    const LARGE: &str = match std::str::from_utf8(&[b'x'; 4_090]) {
        Ok(text) => text,
        Err(_) => panic!("text"),
    };
    let route = routes! { x: { function: { handler: handlers::send, environment: { TEXT: LARGE } } } };
    assert!(
        refused(api.add_routes(route))
            .contains("exceed Lambda's limit of 4096; help: keep large values in SSM Parameter Store or S3; note: `WEBSOCKET_API_ENDPOINT` is included")
    );
    assert_eq!(api.template().expect("a template"), before, "nothing of what was refused is left");

    use websocket_api_tests::declarations::existing_alias;
    let named = || routes! { x: { function: { arn: "${Answer}" } } };
    let mut api = existing_alias::Chat::api();
    assert_eq!(
        refused(api.add_routes(named())),
        "`${Answer}` is not the ARN of an `AWS::Lambda::Function`; help: write `${Answer.Arn}`"
    );
    let statement = permissions![{ actions: ["lambda:InvokeFunction"], resources: ["${Answer}"] }];
    assert!(refused(api.attach_permissions(statement)).starts_with("`${Answer}` is not the ARN"));
    api.add_routes(routes! { x: { function: { arn: "${Live}" } } }).expect("an alias");

    let mut shared = websocket_api_tests::declarations::shared::Chat::api();
    let route = routes! { x: { function: { handler: handlers::send, timeout: 99 } } };
    assert!(refused(shared.add_routes(route)).contains("functions: shared"));
    shared.add_routes(routes! { x: handlers::send }).expect("a route without settings");

    let named = || {
        routes! {
            x: { function: { handler: handlers::send, architecture: arm64, function_name: "chat-fallback" } },
        }
    };
    let mut api = websocket_api_tests::declarations::function_settings::Chat::api();
    assert_eq!(
        refused(api.add_routes(named())),
        "duplicate function name `chat-fallback`; note: two functions cannot have the same name"
    );

    // The variables of `Fn::Sub` with a map refer to nothing in the template.
    websocket_api_tests::declarations::declared::Chat::api()
        .add_routes(routes! { x: handlers::send })
        .expect("a route");

    let mut api = conflicts::D::api();
    assert!(refused(api.attach_permissions(["Bucket"])).starts_with("circular dependency between resources"));
}

#[test]
fn urls_name_the_api_the_stage_or_the_custom_domain() {
    let url = "wss://${ChatApi}.execute-api.${AWS::Region}.${AWS::URLSuffix}/${ChatStage}";
    assert_eq!(minimal::Chat::api().url(), url);
    assert_eq!(minimal::Chat::api().custom_domain_url(), None);
    let url = |api: WebSocketApi| api.custom_domain_url();
    use websocket_api_tests::declarations::{domain_existing, domain_full, domain_name, domain_parameters};
    assert_eq!(url(domain_name::Chat::api()).as_deref(), Some("wss://api.domain.com"));
    assert_eq!(url(domain_full::Chat::api()).as_deref(), Some("wss://api.domain.com/v1/"));
    assert_eq!(url(domain_existing::Chat::api()).as_deref(), Some("wss://api.domain.com/newPath/"));
    assert_eq!(url(domain_parameters::Chat::api()).as_deref(), Some("wss://${DomainName}"));
    assert_eq!(url(domain_shared::Chat::api()).as_deref(), Some("wss://api.domain.com/chat/"));
}

#[test]
fn logical_ids_name_only_resources_of_the_template() {
    use websocket_api_tests::declarations::{access_log_off, domain_full};
    let ids = domain_full::Chat::api().logical_ids();
    assert_eq!(ids.api.as_deref(), Some("ChatApi"));
    assert_eq!(ids.stage.as_deref(), Some("ChatStage"));
    assert_eq!(ids.access_log.as_deref(), Some("ChatAccessLog"));
    assert_eq!(ids.certificate.as_deref(), Some("ChatCertificate"));
    assert_eq!(ids.domain.as_deref(), Some("ChatDomain"));
    assert_eq!(ids.authorizer, None);
    assert_eq!(access_log_off::Chat::api().logical_ids().access_log, None);
}

#[test]
fn stack_puts_several_apis_into_one_template() {
    let stack = Stack::new((domain_shared::Core::api(), domain_shared::Chat::api())).expect("a stack");
    let turned = Stack::new((domain_shared::Chat::api(), domain_shared::Core::api())).expect("a stack");
    assert_eq!(
        turned.template().expect("a template").to_json(),
        stack.template().expect("a template").to_json(),
        "whatever the order"
    );
    // All functions run one artifact, so an environment variable names each function's API.
    for (id, name) in [("CoreDefaultFunction", "Core"), ("ChatDefaultFunction", "Chat")] {
        let template = value(&stack.template().expect("a template"));
        let variables = &template["Resources"][id]["Properties"]["Environment"]["Variables"];
        assert_eq!(variables["WEBSOCKET_API_NAME"], name, "{id}");
    }
    let template = value(&stack.template().expect("a template"));
    let resources = template["Resources"].as_object().expect("resources");
    let count = |kind: &str| resources.values().filter(|resource| resource["Type"] == kind).count();
    assert_eq!(count("AWS::ApiGatewayV2::Api"), 2);
    assert_eq!(count("AWS::ApiGateway::Account"), 1);
    assert_eq!(count("AWS::ApiGatewayV2::DomainName"), 1);
    assert_eq!(resources["ChatMapping"]["Properties"]["DomainName"]["Ref"], "CoreDomain");
    assert_eq!(resources["ChatMapping"]["Properties"]["ApiMappingKey"], "chat");
    let outputs: Vec<&String> = template["Outputs"].as_object().expect("outputs").keys().collect();
    assert!(
        outputs.contains(&&"CoreUrl".to_owned()) && outputs.contains(&&"ChatUrl".to_owned()),
        "{outputs:?}"
    );
    let alone = value(&domain_shared::Chat::api().template().expect("a template"));
    assert_eq!(alone["Resources"]["ChatMapping"]["Properties"]["DomainName"], "api.domain.com");

    let twice = Stack::new((minimal::Chat::api(), minimal::Chat::api())).map(|_| ()).unwrap_err();
    assert_eq!(twice.to_string(), "duplicate name `Chat` in one stack; help: rename one of them");
}

mod shared_domains {
    use crate::handlers;

    websocket_api::websocket_api! {
        pub Core {
            routes: { a: handlers::send },
            parameters: { Domain: { Type: "String" }, Zone: { Type: "AWS::Route53::HostedZone::Id" } },
            custom_domain: { domain_name: "${Domain}", hosted_zone_id: "${Zone}", path: "core" },
        }
    }
    websocket_api::websocket_api! {
        pub Chat { routes: { a: handlers::send }, custom_domain: { domain: Core, path: "chat" } }
    }
    websocket_api::websocket_api! {
        pub There { routes: { a: handlers::send }, custom_domain: { existing: { name: "api.domain.com" }, path: "there" } }
    }
    websocket_api::websocket_api! {
        pub Too { routes: { a: handlers::send }, custom_domain: { domain: There, path: "too" } }
    }
    websocket_api::websocket_api! {
        pub Old { import: { api_id: "a1b2c3d4e5" }, routes: { a: handlers::send } }
    }
}

/// The template of `Chat` alone has the parameters in the other API's domain name, and no others.
#[test]
fn shared_domain_given_as_a_parameter_is_referenced() {
    let alone = value(&shared_domains::Chat::api().template().expect("a template"));
    assert_eq!(alone["Resources"]["ChatMapping"]["Properties"]["DomainName"]["Ref"], "Domain");
    assert_eq!(alone["Parameters"]["Domain"]["Type"], "String");
    assert_eq!(alone["Parameters"]["Zone"], Value::Null);
    let stack = Stack::new((shared_domains::Core::api(), shared_domains::Chat::api())).expect("a stack");
    assert_eq!(
        value(&stack.template().expect("a template"))["Resources"]["ChatMapping"]["Properties"]["DomainName"]
            ["Ref"],
        "CoreDomain"
    );
    // An existing domain is written as its literal name, in a stack too.
    let stack = Stack::new((shared_domains::There::api(), shared_domains::Too::api())).expect("a stack");
    let name =
        &value(&stack.template().expect("a template"))["Resources"]["TooMapping"]["Properties"]["DomainName"];
    assert_eq!(name, "api.domain.com");
}

/// CloudFormation must set up the account after it makes the account's first API.
#[test]
fn cloudwatch_account_depends_on_the_first_api_of_a_stack() {
    for apis in [
        (minimal::Chat::api(), shared_domains::Old::api()),
        (shared_domains::Old::api(), minimal::Chat::api()),
    ] {
        let template = value(&Stack::new(apis).expect("a stack").template().expect("a template"));
        assert_eq!(template["Resources"]["CloudWatchAccount"]["DependsOn"][0], "ChatApi");
    }
}

mod conflicts {
    use crate::handlers;

    websocket_api::websocket_api! {
        pub A { routes: { a: handlers::send }, custom_domain: "api.domain.com", parameters: { P: { Type: "String" } } }
    }
    websocket_api::websocket_api! {
        pub B { routes: { a: handlers::send }, custom_domain: "api.domain.com", parameters: { P: { Type: "String" } } }
    }
    websocket_api::websocket_api! {
        pub D {
            routes: { a: handlers::send },
            resources: {
                Bucket: {
                    Type: "AWS::S3::Bucket",
                    Properties: {
                        NotificationConfiguration: {
                            LambdaConfigurations: [{ Event: "s3:ObjectCreated:*", Function: "${DOnAFunction.Arn}" }],
                        },
                    },
                },
            },
        }
    }
    websocket_api::websocket_api! {
        pub E { routes: { a: handlers::send }, resources: { AApi: { Type: "AWS::SNS::Topic" } } }
    }
    websocket_api::websocket_api! {
        pub C { routes: { a: handlers::send }, parameters: { P: { Type: "Number" } } }
    }
}

#[test]
fn stack_with_conflicting_names_is_rejected() {
    let refused = |apis: Vec<WebSocketApi>| Stack::new(apis).map(|_| ()).unwrap_err().to_string();
    assert!(
        refused(vec![conflicts::A::api(), conflicts::B::api()])
            .starts_with("duplicate custom domain `api.domain.com` in one stack")
    );
    assert_eq!(
        refused(vec![conflicts::A::api(), conflicts::C::api()]),
        "duplicate name `P` in one stack; help: rename one of them"
    );
    assert_eq!(
        refused(vec![conflicts::E::api(), conflicts::A::api()]),
        "duplicate name `AApi` in one stack; help: rename one of them"
    );
    let _: fn() -> WebSocketApi = <conflicts::A as ApiDefinition>::api;
}

mod architectures {
    use crate::handlers;

    websocket_api::websocket_api! {
        pub Arm { architecture: arm64, routes: { a: handlers::send } }
    }
    websocket_api::websocket_api! {
        pub Named { routes: { a: { function: { handler: handlers::send, architecture: arm64 } } } }
    }
    websocket_api::websocket_api! {
        pub Intel { routes: { a: handlers::send } }
    }
    websocket_api::websocket_api! {
        pub Existing { routes: { a: { function: { arn: "arn:aws:lambda:eu-west-1:123456789012:function:f" } } } }
    }
}

#[test]
fn second_architecture_in_a_stack_or_api_is_rejected() {
    use architectures::{Arm, Existing, Intel, Named};
    let refused = |apis: Vec<WebSocketApi>| Stack::new(apis).map(|_| ()).unwrap_err().to_string();
    assert_eq!(
        refused(vec![Arm::api(), Intel::api()]),
        "`Arm` has the architecture `arm64`, `Intel` has `x86_64`; help: write the same `architecture` in both APIs; \
         note: all functions run one artifact, which has one architecture"
    );
    Stack::new((Arm::api(), Named::api())).expect("two of one architecture");
    // An existing function does not run the artifact.
    Stack::new((Arm::api(), Existing::api())).expect("one of no architecture");

    let arm = || routes! { b: { function: { handler: handlers::send, architecture: arm64 } } };
    let any = || routes! { b: handlers::send };
    let of = |api: &WebSocketApi, key: &str| api.function(key).expect("a route").architecture;
    let mut api = Arm::api();
    api.add_routes(any()).expect("a route");
    assert_eq!((of(&api, "a"), of(&api, "b")), (Some("arm64"), Some("arm64")));
    Arm::api().add_routes(arm()).expect("a route");
    Named::api().add_routes(arm()).expect("a route");
    let refused = |mut api: WebSocketApi, routes| api.add_routes(routes).map(|_| ()).unwrap_err().to_string();
    let rest = "help: write `architecture` of the API instead; note: all functions run one artifact, which has one architecture";
    let expected = |name: &str| {
        format!("the function of `{name}` has the architecture `arm64`, `x86_64` elsewhere; {rest}")
    };
    assert_eq!(refused(Intel::api(), arm()), expected("b"));
    assert_eq!(refused(Named::api(), any()), expected("a"));
}

#[test]
fn limit_errors_name_a_remedy() {
    let routes = Rule::RouteCount { count: 301, is_exact: true }.to_string();
    assert!(routes.contains("`$default`") && routes.contains("several APIs"), "{routes}");
    let layout = FunctionLayout::PerRoute;
    let resources = Rule::ResourceCount { count: 501, apis: 2, layout }.to_string();
    assert!(resources.contains("`functions: shared`, or `groups`"), "{resources}");
    assert!(resources.contains("each API in its own stack"), "{resources}");
}
