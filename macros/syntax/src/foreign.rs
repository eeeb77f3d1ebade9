//! Keys that people bring from other tools, and what is written here instead.

use crate::{
    Block,
    blocks::{Api, Authorizer, CustomDomain, Function, Route, Stage},
};

/// The block (its `WHERE`), the keys, and the remedy.
type Row = (&'static str, &'static [&'static str], &'static str);

const API: &str = Api::WHERE;
const FUNCTION: &str = Function::WHERE;
const ROUTE: &str = Route::WHERE;
const AUTHORIZER: &str = Authorizer::WHERE;
const DOMAIN: &str = CustomDomain::WHERE;
const STAGE: &str = Stage::WHERE;

const ROWS: &[Row] = &[
    // SST.
    (
        API,
        &["cdk"],
        "what SST has there is `name`, `stage`, `import`, `custom_domain: { existing }` and `overrides` here",
    ),
    (
        FUNCTION,
        &["bind"],
        "write what the function may use: `permissions: [Table]`, `environment: { TABLE: \"${Table}\" }`",
    ),
    (
        FUNCTION,
        &[
            "runtime",
            "Runtime",
            "nodejs",
            "python",
            "java",
            "container",
            "copyFiles",
            "bundle",
            "bundling",
            "layersFrom",
        ],
        "a function is this Rust program: its runtime is `provided.al2023`, its handler `bootstrap`",
    ),
    (
        FUNCTION,
        &[
            "vpc",
            "vpcSubnets",
            "securityGroups",
            "vpcConfig",
            "VpcConfig",
            "deadLetterQueue",
            "deadLetterQueueEnabled",
            "DeadLetterQueue",
            "DeadLetterConfig",
            "onFailure",
            "onError",
            "retryAttempts",
            "maxEventAge",
            "filesystem",
            "fileSystem",
            "FileSystemConfigs",
            "snapStart",
            "SnapStart",
            "kmsKeyArn",
            "awsKmsKeyArn",
            "KmsKeyArn",
            "environmentEncryption",
            "currentVersionOptions",
            "AutoPublishAlias",
            "provisionedConcurrency",
        ],
        "there is no key for it: a stack of the CDK around the template sets it, \
         `chat.getResource(\"ChatOnSendMessageFunction\")`",
    ),
    // The CDK.
    (
        API,
        &["connectRouteOptions", "disconnectRouteOptions", "defaultRouteOptions"],
        "these are routes too: `routes: { $connect: …, $disconnect: …, $default: … }`",
    ),
    (API, &["apiName", "ApiName"], "write `name: \"…\"`"),
    (
        ROUTE,
        &["integration", "Integration", "Target", "target"],
        "the integration is the route's handler: `KEY: handler`",
    ),
    (
        ROUTE,
        &["routeKey", "RouteKey", "route", "key"],
        "a route's key stands before the `:`, in `routes: { KEY: handler }`",
    ),
    (
        FUNCTION,
        &["role", "Role", "Policies", "policies", "initialPolicy", "iamRoleStatements"],
        "each function has a role of its own: say what it may do with `permissions`",
    ),
    (
        FUNCTION,
        &["code", "Code", "CodeUri", "codeUri", "entry", "srcPath", "package"],
        "the template is told where the artifact is: `template --code PATH`",
    ),
    (
        FUNCTION,
        &["ephemeralStorageSize", "EphemeralStorage", "ephemeralStorage"],
        "write `disk_size: \"1 GB\"`",
    ),
    (
        FUNCTION,
        &["reservedConcurrentExecutions", "ReservedConcurrentExecutions"],
        "write `reserved_concurrency: 10`",
    ),
    (FUNCTION, &["logRetentionInDays", "LogRetention"], "write `log_retention: one_week`"),
    (
        STAGE,
        &["stageName", "StageName"],
        "write `name: \"…\"`, or leave it to the template's parameter `StageName`",
    ),
    (
        API,
        &["stageName", "StageName"],
        "write `stage: { name: \"…\" }`, or leave it to the template's parameter `StageName`",
    ),
    (
        STAGE,
        &[
            "throttlingRateLimit",
            "throttlingBurstLimit",
            "ThrottlingRateLimit",
            "ThrottlingBurstLimit",
            "rateLimit",
            "burstLimit",
        ],
        "write `throttle: { rate: …, burst: … }`",
    ),
    (
        STAGE,
        &["defaultRouteSettings", "DefaultRouteSettings"],
        "they stand in `stage` itself: `throttle`, `detailed_metrics`, `execution_log`, `data_trace`",
    ),
    (STAGE, &["loggingLevel", "LoggingLevel"], "write `execution_log: info`"),
    (STAGE, &["stageVariables", "StageVariables"], "write `variables: { … }`"),
    (STAGE, &["accessLogSettings", "AccessLogSettings"], "write `access_log`, beside `stage`"),
    (
        AUTHORIZER,
        &["resultsCacheTtl", "authorizerResultTtlInSeconds", "AuthorizerResultTtlInSeconds"],
        "API Gateway does not keep what authorizers of WebSocket APIs say",
    ),
    (
        AUTHORIZER,
        &["responseTypes", "enableSimpleResponses", "EnableSimpleResponses", "jwtConfiguration"],
        "only HTTP APIs have it",
    ),
    (
        DOMAIN,
        &["basePath", "BasePath", "mappingKey", "apiMappingKey", "ApiMappingKey"],
        "write `path: \"…\"`",
    ),
    // The Serverless Framework, SAM and CloudFormation.
    (
        API,
        &["events", "Events", "websocket", "websockets"],
        "a route and its function are one entry: `routes: { $connect: handler }`",
    ),
    (
        API,
        &["provider", "service", "plugins", "Globals"],
        "settings for all functions are `defaults: { function: { … } }`",
    ),
    (
        API,
        &["Type", "Properties", "Metadata", "DependsOn"],
        "CloudFormation's own words stand in `resources: { Name: { Type: …, Properties: … } }`",
    ),
    (
        FUNCTION,
        &["events", "Events"],
        "a function's route is the entry it stands in: `routes: { $connect: { function: … } }`",
    ),
];

/// What to write instead of another tool's word for an authorizer.
pub(crate) fn word(word: &str) -> Option<&'static str> {
    Some(match word {
        "AWS_IAM" | "aws_iam" => "write `authorizer: iam`",
        "CUSTOM" | "REQUEST" | "custom" | "request" => {
            "write `authorizer: { type: lambda, function: handler }`"
        }
        "jwt" | "JWT" | "cognito" | "COGNITO_USER_POOLS" | "user_pool" => {
            "only HTTP APIs have it: let a Lambda authorizer look at the token, `{ type: lambda, function: handler }`"
        }
        _ => return None,
    })
}

/// What to write instead of another tool's key.
pub(crate) fn remedy(place: &str, key: &str) -> Option<&'static str> {
    let (_, _, remedy) = ROWS.iter().find(|(block, keys, _)| *block == place && keys.contains(&key))?;
    Some(remedy)
}
