//! The formatted expansions of declarations, compared with the files in `macros/expansions`.
//!
//! `BLESS=1 cargo test -p websocket-api-macros` writes the files.

use std::{fs, path::Path};

use quote::quote;

use crate::expand::{SchemaMode, expand_api};

fn check(name: &str, declaration: &str) {
    let declaration: proc_macro2::TokenStream = declaration.parse().unwrap();
    let expansion = expand_api(quote!((::websocket_api) #declaration), SchemaMode::Disabled);
    let file = syn::parse2(expansion).expect("an expansion is Rust");
    let actual = prettyplease::unparse(&file);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("expansions").join(name).with_extension("rs");
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, &actual).unwrap();
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(actual, expected, "the expansion of {name} changed");
}

#[test]
fn minimal_declaration_expands_as_recorded() {
    check("minimal", "Chat { routes: { $connect: handlers::connect, sendMessage: handlers::send } }");
}

/// The guide's page on the expansion shows parts of it.
#[test]
fn declaration_of_the_guide_expands_as_recorded() {
    check("echo", "pub Echo { routes: { $default: { function: echo, return_response: true } } }");
}

#[test]
fn declaration_with_every_key_expands_as_recorded() {
    check(
        "everything",
        r#"
        /// A chat.
        #[derive(PartialEq)]
        pub(crate) Chat {
            resources: { Table: { Type: "AWS::DynamoDB::Table", DeletionPolicy: "Retain" } },
            routes: {
                $connect: { function: { handler: handlers::connect, group: doors } },
                existing: { function: { arn: "arn:aws:lambda:eu-west-1:123456789012:function:name" } },
                $default: {
                    function: {
                        handler: handlers::fallback::<u8>,
                        timeout: TIMEOUT,
                        memory_size: "1 GB",
                        architecture: arm64,
                        environment: { TABLE: "${AWS::StackName}-messages", MODE: settings::MODE },
                        permissions: ["s3", "dynamodb:PutItem", (Table, "read"), { actions: ["sqs:SendMessage"] }],
                        layers: ["arn:aws:lambda:eu-west-1:123456789012:layer:tools:3"],
                        tracing: disabled,
                        log_retention: two_weeks,
                    },
                    return_response: true,
                },
            },
            architecture: arm64,
            groups: { doors: { timeout: 20, permissions: "*" } },
            authorizer: { type: lambda, function: handlers::authorize },
            custom_domain: { domain: Core, path: PATH },
            overrides: { api: { DisableExecuteApiEndpoint: true }, stage: { StageVariables: { level: 3 } } },
            access_log: { format: "$context.requestId", retention: one_week },
            name: "chat",
            tags: { team: "support" },
            stage: {
                name: "dev",
                auto_deploy: false,
                variables: { prefix: "chat-${AWS::Region}", team: settings::TEAM },
                throttle: { rate: 100, burst: settings::BURST },
                detailed_metrics: true,
                routes: { $connect: { throttle: { rate: 5 } }, existing: { execution_log: info, data_trace: true } },
            },
            cloudwatch_role: existing,
        }"#,
    );
}

#[test]
fn declaration_without_routes_expands_as_recorded() {
    check("no_routes", "Chat {}");
}

/// The type, its trait and the valid handlers stay, so that rustc reports further errors.
#[test]
fn declaration_with_errors_expands_as_recorded() {
    check(
        "errors",
        "Chat { routes: { $connect: handlers::connect, a: , $default: handlers:: }, stage: 7, colour }",
    );
}

#[test]
fn name_alone_expands_as_recorded() {
    check("only_a_name", "pub Chat");
}

#[test]
fn empty_declaration_expands_as_recorded() {
    check("nothing", "");
}
