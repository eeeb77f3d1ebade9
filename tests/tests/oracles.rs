//! What SST and the AWS CDK emit for the same declarations, and why ours differs. See `tests/oracles/README.md`.
#![cfg(feature = "system")]

use std::{fs, path::Path};

use websocket_api_model::{
    spec::{Permission, Permissions},
    synth,
};
use websocket_api_tests::{judges::script, source};

/// The name of an oracle, and its declaration in our words.
const CASES: &[(&str, &str)] = &[
    (
        "01-minimal",
        "routes: {
            $connect: connect::main,
            $default: default::main,
            $disconnect: disconnect::main,
            sendMessage: send_message::main,
        }",
    ),
    (
        "03-defaults",
        r#"resources: { Table: { Type: "AWS::DynamoDB::Table" } },
        defaults: { function: { timeout: 20, permissions: [Table], environment: { tableName: "${Table}" } } },
        routes: { $connect: connect::main, $default: default::main, $disconnect: disconnect::main }"#,
    ),
    (
        "05-merge",
        r#"resources: { Table: { Type: "AWS::DynamoDB::Table" }, Bucket: { Type: "AWS::S3::Bucket" } },
        defaults: { function: { timeout: 20, permissions: [Table], environment: { tableName: "${Table}" } } },
        routes: {
            $default: {
                function: {
                    handler: default::main,
                    timeout: 10,
                    permissions: [Bucket],
                    environment: { bucketName: "${Bucket}" },
                },
            },
            $connect: connect::main,
        }"#,
    ),
    (
        "09-domain-full",
        r#"custom_domain: { domain_name: "api.domain.com", hosted_zone: "domain.com", path: "v1" },
        routes: { $default: default::main }"#,
    ),
    (
        "12-cert-imported",
        r#"custom_domain: {
            domain_name: "api.domain.com",
            certificate: "arn:aws:acm:us-east-1:123456789012:certificate/11111111-2222-3333-4444-555555555555",
        },
        routes: { $default: default::main }"#,
    ),
    (
        "15-auth-lambda",
        "authorizer: { type: lambda, function: authorizer::main },
        routes: { $connect: connect::main, $default: default::main, $disconnect: disconnect::main }",
    ),
    ("17-log-retention", "access_log: { retention: one_week }, routes: { $default: default::main }"),
    (
        "19-attach-permissions-route",
        r#"routes: {
            $connect: connect::main,
            $default: default::main,
            $disconnect: disconnect::main,
            sendMessage: send_message::main,
        }"#,
    ),
    ("20-cdk-api-name", r#"name: "chat-app-api", routes: { $default: default::main }"#),
    (
        "22-return-response",
        "routes: {
            $connect: connect::main,
            $default: { function: default::main, return_response: true },
            echo: { function: { handler: other::main }, return_response: true },
        }",
    ),
];

#[test]
fn every_difference_is_explained() {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    let target = tests.parent().expect("the workspace").join("target");
    let folder = target.join("oracles");
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("target/oracles");
    for (name, body) in CASES {
        let declaration = source::declaration("Api", body);
        assert!(declaration.findings.is_empty(), "{name}");
        let mut spec = source::spec(declaration);
        if *name == "19-attach-permissions-route" {
            // `attach_permissions_to_route("$default", ["s3"])`, which is a program's to call.
            let route =
                spec.routes.to_mut().iter_mut().find(|route| route.key == "$default").expect("the route");
            route.attached =
                Some(Permissions::List(vec![Permission::parse("s3").expect("a service")].into()));
        }
        let template = synth(&spec);
        fs::write(folder.join(name).with_extension("json"), template.to_json()).expect("a template");
    }
    let output = script("oracles/compare.py", &[]).arg(&folder).output().expect("python");
    let text = String::from_utf8_lossy(&output.stdout);
    let expected = format!("compared {}", 2 * CASES.len());
    assert_eq!(text.trim(), expected, "{}", String::from_utf8_lossy(&output.stderr));
}
