//! Keys that people bring from other tools, and what is written here instead.

use super::{
    AccessLogBlock, ApiBlock, AuthorizerBlock, CustomDomainBlock, DefaultsBlock, FunctionBlock,
    OverridesBlock, RouteBlock, StageBlock, ThrottleBlock,
};
use crate::{Block, suggest::fold};

/// The block (its `CONTEXT`), the keys in any case, and the remedy.
type Row = (&'static str, &'static [&'static str], &'static str);

const API: &str = ApiBlock::CONTEXT;
const DEFAULTS: &str = DefaultsBlock::CONTEXT;
const FUNCTION: &str = FunctionBlock::CONTEXT;
const ROUTE: &str = RouteBlock::CONTEXT;
const AUTHORIZER: &str = AuthorizerBlock::CONTEXT;
const DOMAIN: &str = CustomDomainBlock::CONTEXT;
const STAGE: &str = StageBlock::CONTEXT;
const OVERRIDES: &str = OverridesBlock::CONTEXT;
const THROTTLE: &str = ThrottleBlock::CONTEXT;
const ACCESS_LOG: &str = AccessLogBlock::CONTEXT;

const ROWS: &[Row] = &[
    // Earlier names of this crate's own.
    (API, &["pushes"], "write `server_messages: { … }`"),
    (API, &["messages"], "write `client_messages: Message`"),
    // SST.
    (
        API,
        &["cdk"],
        "what SST has there is `name`, `stage`, `import`, `custom_domain: { existing }` and `overrides` here",
    ),
    (
        DOMAIN,
        &["cdk"],
        "write `existing: { name: \"…\" }`, `certificate: \"arn:…\"` or `hosted_zone_id: \"…\"`",
    ),
    (AUTHORIZER, &["cdk"], "write `id: \"…\"`, of an authorizer that exists"),
    (API, &["webSocketApi"], "write `name: \"…\"`, or `import: { api_id: \"…\" }` of an API that exists"),
    (API, &["webSocketStage"], "write `stage: { … }`, or `import: { api_id: \"…\", stage_name: \"…\" }`"),
    (OVERRIDES, &["webSocketApi"], "write `api: { … }`"),
    (OVERRIDES, &["webSocketStage"], "write `stage: { … }`"),
    (
        API,
        &["defaultFunctionProps", "setDefaultFunctionProps", "functionProps", "Function"],
        "write `defaults: { function: { … } }`",
    ),
    (DEFAULTS, &["functionProps"], "write `function: { … }`"),
    (
        FUNCTION,
        &["bind"],
        "write what the function may use: `permissions: [Table]`, `environment: { TABLE: \"${Table}\" }`",
    ),
    (
        FUNCTION,
        &[
            "runtime",
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
            "deadLetterQueue",
            "deadLetterQueueEnabled",
            "DeadLetterConfig",
            "onFailure",
            "onError",
            "retryAttempts",
            "maxEventAge",
            "fileSystem",
            "FileSystemConfigs",
            "snapStart",
            "kmsKeyArn",
            "awsKmsKeyArn",
            "environmentEncryption",
            "currentVersionOptions",
            "AutoPublishAlias",
            "provisionedConcurrency",
            "ProvisionedConcurrencyConfig",
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
    (API, &["apiName", "websocketsApiName"], "write `name: \"…\"`"),
    (API, &["websocketsDescription"], "write `description: \"…\"`"),
    (
        API,
        &["websocketsApiRouteSelectionExpression"],
        "write `route_selection_expression: \"$request.body.…\"`",
    ),
    (API, &["apiKeySelectionExpression"], "write `overrides: { api: { ApiKeySelectionExpression: \"…\" } }`"),
    (
        ROUTE,
        &["apiKeyRequired"],
        "there is no key for API keys: an `authorizer` looks at what the client sends",
    ),
    (ROUTE, &["integration", "Target"], "the integration is the route's handler: `KEY: handler`"),
    (
        ROUTE,
        &["routeKey", "route", "key"],
        "a route's key stands before the `:`, in `routes: { KEY: handler }`",
    ),
    (ROUTE, &["FunctionArn"], "write `function: { arn: \"…\" }`"),
    (ROUTE, &["group"], "write it in the function's block: `function: { handler: …, group: … }`"),
    (ROUTE, &["routeResponseSelectionExpression"], "write `return_response: true`"),
    (
        ROUTE,
        &["requestModels", "modelSelectionExpression", "requestParameters", "schemas"],
        "write `validate: true`: the model is made of the type that the handler reads",
    ),
    (
        FUNCTION,
        &["role", "policies", "initialPolicy", "iamRoleStatements", "iam", "statements"],
        "each function has a role of its own: say what it may do with `permissions`",
    ),
    (
        FUNCTION,
        &["code", "codeUri", "entry", "srcPath", "package"],
        "the template is told where the artifact is: `template --code PATH`",
    ),
    (FUNCTION, &["ephemeralStorageSize", "ephemeralStorage"], "write `disk_size: \"1 GB\"`"),
    (FUNCTION, &["reservedConcurrentExecutions"], "write `reserved_concurrency: 10`"),
    (FUNCTION, &["logRetentionInDays", "LogRetention"], "write `log_retention: one_week`"),
    (STAGE, &["stageName"], "write `name: \"…\"`, or leave it to the template's parameter `StageName`"),
    (
        API,
        &["stageName"],
        "write `stage: { name: \"…\" }`, or leave it to the template's parameter `StageName`",
    ),
    (
        STAGE,
        &["throttlingRateLimit", "throttlingBurstLimit", "rateLimit", "burstLimit"],
        "write `throttle: { rate: …, burst: … }`",
    ),
    (THROTTLE, &["rateLimit", "throttlingRateLimit"], "write `rate: …`"),
    (THROTTLE, &["burstLimit", "throttlingBurstLimit"], "write `burst: …`"),
    (
        STAGE,
        &["defaultRouteSettings"],
        "they stand in `stage` itself: `throttle`, `detailed_metrics`, `execution_log`, `data_trace`",
    ),
    (STAGE, &["routeSettings"], "write `routes: { KEY: { throttle: …, … } }`"),
    (STAGE, &["loggingLevel", "level"], "write `execution_log: info`"),
    (ACCESS_LOG, &["level"], "write `stage: { execution_log: info }`"),
    (STAGE, &["dataTraceEnabled", "fullExecutionData"], "write `data_trace: true`"),
    (STAGE, &["detailedMetricsEnabled"], "write `detailed_metrics: true`"),
    (STAGE, &["stageVariables"], "write `variables: { … }`"),
    (STAGE, &["accessLogSettings"], "write `access_log`, beside `stage`"),
    (API, &["accessLogSettings"], "write `access_log: \"…\"`, or `access_log: { format: \"…\" }`"),
    (
        API,
        &["logs"],
        "write `access_log: true`; what API Gateway does is logged with `stage: { execution_log: info }`",
    ),
    (STAGE, &["domainMapping"], "write `custom_domain`, beside `stage`"),
    (API, &["domain", "domainMapping"], "write `custom_domain: \"…\"`"),
    (
        API,
        &["Auth", "AuthType", "AuthArn"],
        "write `authorizer: iam`, or `authorizer: { type: lambda, function: handler }`",
    ),
    (AUTHORIZER, &["AuthType"], "write `type: lambda`"),
    (AUTHORIZER, &["AuthArn", "authorizerUri"], "write `function: { arn: \"…\" }`"),
    (
        AUTHORIZER,
        &["resultsCacheTtl", "authorizerResultTtlInSeconds"],
        "API Gateway does not keep what authorizers of WebSocket APIs say",
    ),
    (AUTHORIZER, &["responseTypes", "enableSimpleResponses", "jwtConfiguration"], "only HTTP APIs have it"),
    (DOMAIN, &["basePath", "mappingKey", "apiMappingKey"], "write `path: \"…\"`"),
    // The Serverless Framework, SAM and CloudFormation.
    (
        API,
        &["events", "websocket", "websockets"],
        "a route and its function are one entry: `routes: { $connect: handler }`",
    ),
    (
        API,
        &["provider", "service", "plugins", "Globals"],
        "settings for all functions are `defaults: { function: { … } }`",
    ),
    (API, &["apiGateway", "websocketApiId"], "an API that exists is an `import: { api_id: \"…\" }`"),
    (
        API,
        &["Type", "Properties", "Metadata", "DependsOn"],
        "CloudFormation's own words stand in `resources: { Name: { Type: …, Properties: … } }`",
    ),
    (
        API,
        &["Conditions", "Mappings", "Transform"],
        "a declaration has none: write values, or `parameters: { … }` that `resources` refer to",
    ),
    (
        FUNCTION,
        &["events"],
        "a function's route is the entry it stands in: `routes: { $connect: { function: … } }`",
    ),
];

/// Returns the remedy for another tool's key in this block.
pub(super) fn hint(place: &str, key: &str) -> Option<&'static str> {
    let key = fold(key);
    let (_, _, remedy) = ROWS.iter().find(|(block, keys, _)| *block == place && has(keys, &key))?;
    Some(remedy)
}

/// Returns the remedy for another tool's key in another block, with the block.
pub(super) fn other_block(key: &str) -> Option<String> {
    let key = fold(key);
    let (place, _, remedy) = ROWS.iter().find(|(_, keys, _)| has(keys, &key))?;
    Some(format!("in {place}, {remedy}"))
}

fn has(keys: &[&str], key: &str) -> bool {
    keys.iter().any(|known| fold(known) == key)
}
