//! Random declarations that the front end must accept.

use proptest::{
    collection::vec,
    option::of,
    prelude::*,
    sample::{select, subsequence},
};
use websocket_api_model::declaration::{ExecutionLog, KeywordEnum, Retention};

/// Strings of a declaration, with references: see [`RESOURCES`].
const TEXTS: &[&str] = &[
    "plain",
    "",
    "${AWS::Region}",
    "${AWS::StackName}-x",
    "${Table}",
    "${Table.Arn}/index/*",
    "${Size}",
    "${!literal} $request.body 'x' \\\"y\\\" é",
    "${ChatApi}",
];

const RESOURCES: &str = r#"
    resources: {
        Table: {
            Type: "AWS::DynamoDB::Table",
            DeletionPolicy: "Retain",
            UpdateReplacePolicy: "Retain",
            Properties: {
                AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
                KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
                BillingMode: "PAY_PER_REQUEST",
            },
        },
        Bucket: { Type: "AWS::S3::Bucket", DeletionPolicy: "Retain", UpdateReplacePolicy: "Retain" },
    },
    parameters: { Size: { Type: "Number", Default: 3 }, CertificateArn: { Type: "String" } },
"#;

const PERMISSIONS: &[&str] = &[
    "\"s3\"",
    "\"dynamodb:PutItem\"",
    "\"sqs:Send*\"",
    "Table",
    "(Table, \"read\")",
    "(Table, write)",
    "(Bucket, \"readwrite\")",
    "{ actions: [\"dynamodb:Query\"], resources: [\"${Table.Arn}/index/*\"] }",
    "{ effect: deny, actions: [\"s3:DeleteObject\"], condition: { Bool: { \"aws:SecureTransport\": false } } }",
];

/// A custom route key.
pub fn route_key() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => "[a-zA-Z][a-zA-Z0-9_]{0,12}",
        2 => "[a-zA-Z0-9][a-zA-Z0-9./_ -]{0,12}[a-zA-Z0-9]",
        1 => "[a-zé]{1,5}[-+*?:]{1,3}[a-z]",
    ]
}

fn permissions() -> impl Strategy<Value = String> {
    prop_oneof![
        1 => Just("\"*\"".to_owned()),
        6 => subsequence(PERMISSIONS, 0..4).prop_map(|items| format!("[{}]", items.join(", "))),
    ]
}

fn environment() -> impl Strategy<Value = String> {
    vec(("[A-Z][A-Z0-9_]{1,8}", select(TEXTS)), 0..4).prop_map(|mut pairs| {
        pairs.sort();
        pairs.dedup_by(|a, b| a.0 == b.0);
        // Names of Lambda are reserved.
        pairs.retain(|(name, _)| !name.starts_with("AWS") && !name.starts_with("LAMBDA"));
        let pairs: Vec<String> = pairs.iter().map(|(name, value)| format!("{name}: \"{value}\"")).collect();
        format!("{{ {} }}", pairs.join(", "))
    })
}

fn retention() -> impl Strategy<Value = &'static str> {
    select(Retention::ALL).prop_map(|(word, _)| word)
}

/// The settings of a function, without the braces.
fn settings() -> impl Strategy<Value = String> {
    let numbers = (of(1..=900_u32), of(128..=10_240_u32), of(512..=10_240_u32), of(0..=50_u32));
    let words = (
        of(select(&["active", "pass_through", "disabled"][..])),
        of(retention()),
        of(select(&["text", "json"][..])),
    );
    (numbers, words, of(environment()), of(permissions()), of(select(&["", "what it does"][..]))).prop_map(
        |(
            (timeout, memory, disk, reserved),
            (tracing, logs, format),
            environment,
            permissions,
            description,
        )| {
            let mut text = String::new();
            let mut add = |key: &str, value: Option<String>| {
                text += &value.map(|value| format!("{key}: {value}, ")).unwrap_or_default();
            };
            add("timeout", timeout.map(|n| n.to_string()));
            add("memory_size", memory.map(|n| n.to_string()));
            add("disk_size", disk.map(|n| n.to_string()));
            add("reserved_concurrency", reserved.map(|n| n.to_string()));
            add("tracing", tracing.map(str::to_owned));
            add("log_retention", logs.map(str::to_owned));
            add("log_format", format.map(str::to_owned));
            add("environment", environment);
            add("permissions", permissions);
            add("description", description.map(|text| format!("\"{text}\"")));
            text
        },
    )
}

/// The value of a route key, in a declaration with this function layout.
fn route(layout: &'static str) -> impl Strategy<Value = String> {
    (settings(), any::<bool>(), 0..6_u8).prop_map(move |(settings, response, form)| match form {
        0 => "handlers::f".to_owned(),
        1 => format!("{{ function: handlers::f, return_response: {response} }}"),
        2 if layout == "per_route" => {
            format!("{{ function: {{ handler: handlers::f, group: shared }}, return_response: {response} }}")
        }
        _ if layout == "shared" => {
            format!("{{ function: {{ handler: handlers::f }}, return_response: {response} }}")
        }
        _ => format!("{{ function: {{ handler: handlers::f, {settings} }}, return_response: {response} }}"),
    })
}

fn authorizer() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("authorizer: none,".to_owned()),
        Just("authorizer: iam,".to_owned()),
        settings().prop_map(|settings| format!(
            "authorizer: {{ type: lambda, function: {{ handler: handlers::f, {settings} }}, \
             identity_source: [\"route.request.querystring.token\"] }},"
        )),
    ]
}

fn custom_domain() -> impl Strategy<Value = &'static str> {
    select(
        &[
            "",
            "custom_domain: \"api.example.com\",",
            "custom_domain: \"*.example.com.\",",
            "custom_domain: { domain_name: \"example.com\", hosted_zone_id: \"Z0123456789ABC\", path: \"v1\" },",
            "custom_domain: { domain_name: \"a.b.example.com\", hosted_zone: \"example.com\", path: \"$x-(1)\" },",
            "custom_domain: { domain_name: \"a.example.com\", certificate: \"${CertificateArn}\" },",
            "custom_domain: { domain_name: \"a.example.com\", is_external_domain: true, certificate: \"${CertificateArn}\" },",
            "custom_domain: { existing: { name: \"api.example.com\" }, path: \"v1\" },",
        ][..],
    )
}

fn access_log() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        Just("access_log: false,".to_owned()),
        Just("access_log: \"$context.requestId $context.status\",".to_owned()),
        retention().prop_map(|word| format!("access_log: {{ retention: {word} }},")),
    ]
}

/// The settings of a stage for its routes, without the braces.
fn route_settings() -> impl Strategy<Value = String> {
    let throttle = of((of(0..=20_000_u32), 0..=10_000_u32));
    let level = select(ExecutionLog::ALL).prop_map(|(word, _)| word);
    (throttle, of(any::<bool>()), of(level), of(any::<bool>())).prop_map(
        |(throttle, metrics, level, trace)| {
            let mut text = String::new();
            if let Some((rate, burst)) = throttle {
                let rate = rate.map(|rate| format!("rate: {rate}, ")).unwrap_or_default();
                text += &format!("throttle: {{ {rate}burst: {burst} }}, ");
            }
            text += &metrics.map(|on| format!("detailed_metrics: {on}, ")).unwrap_or_default();
            text += &level.map(|word| format!("execution_log: {word}, ")).unwrap_or_default();
            text += &trace.map(|on| format!("data_trace: {on}, ")).unwrap_or_default();
            text
        },
    )
}

fn stage() -> impl Strategy<Value = String> {
    let variables = subsequence(
        &[
            "prefix: \"chat-1.0~beta\"",
            "Table_1: \"${Table}\"",
            "where: \"a:/?#&=,${AWS::Region}\"",
            "_: \"${Size}\"",
        ][..],
        0..4,
    );
    let routes = vec(route_settings(), 3);
    let name = of("[A-Za-z0-9_-]{1,20}");
    (name, any::<bool>(), variables, route_settings(), routes).prop_map(
        |(name, auto, variables, settings, routes)| {
            let name = name.map(|name| format!("name: \"{name}\", ")).unwrap_or_default();
            let variables = variables.join(", ");
            let routes: String = ["$connect", "$disconnect", "$default"]
                .iter()
                .zip(&routes)
                // A route without settings is an error.
                .filter(|(_, settings)| !settings.is_empty())
                .map(|(key, settings)| format!("{key}: {{ {settings} }}, "))
                .collect();
            format!(
                "stage: {{ {name}auto_deploy: {auto}, variables: {{ {variables} }}, {settings} routes: {{ {routes} }} }},"
            )
        },
    )
}

/// The one architecture, at the API and at `defaults`.
fn architecture() -> impl Strategy<Value = (String, String)> {
    (of(select(&["x86_64", "arm64"][..])), any::<bool>(), any::<bool>()).prop_map(|(word, api, defaults)| {
        let text = word.map(|word| format!("architecture: {word}, ")).unwrap_or_default();
        let at = |there: bool| if there { text.clone() } else { String::new() };
        (at(api), at(defaults))
    })
}

/// A whole declaration of an API called `Chat`.
pub fn declaration() -> impl Strategy<Value = String> {
    let layout = select(&["per_route", "shared"][..]);
    let settings = (architecture(), of(settings()));
    let rest = (authorizer(), custom_domain(), access_log(), stage(), settings, of(permissions()));
    (layout, rest, vec(route_key(), 0..5))
        .prop_flat_map(|(layout, rest, keys)| (Just(layout), Just(rest), Just(keys), vec(route(layout), 8)))
        .prop_map(|(layout, rest, mut keys, values)| {
            let (authorizer, domain, access_log, stage, settings, permissions) = rest;
            let ((architecture, of_defaults), defaults) = settings;
            keys.sort();
            keys.dedup();
            // `connect` without its `$` would be an error.
            let mut names: Vec<String> = keys.iter().map(|key| format!("\"{key}\"")).collect();
            names.extend(["$connect", "$disconnect", "$default"].map(str::to_owned));
            let routes: String = names.iter().zip(&values).map(|(key, value)| format!("{key}: {value},\n")).collect();
            let grouped = routes.contains("group: shared");
            let groups = if grouped { "groups: { shared: { timeout: 9 } }," } else { "" };
            let defaults = defaults
                .map(|settings| format!("defaults: {{ function: {{ {of_defaults} {settings} }} }},"))
                .unwrap_or_default();
            let permissions = permissions.map(|list| format!("permissions: {list},")).unwrap_or_default();
            format!(
                "Chat {{ functions: {layout}, {architecture} {authorizer} {domain} {access_log} {stage} {defaults} {permissions} {groups} \
                 {RESOURCES} routes: {{ {routes} }} }}"
            )
        })
}
