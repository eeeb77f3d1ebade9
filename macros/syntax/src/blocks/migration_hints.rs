//! The keys of other tools, and their replacements in this language.

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
    // Earlier names of this crate.
    (API, &["pushes"], "write `server_messages: { … }`"),
    (API, &["messages"], "write `client_messages: Message`"),
    // SST.
    (API, &["cdk"], "write `name`, `stage`, `import`, `custom_domain: { existing }` or `overrides`"),
    (
        DOMAIN,
        &["cdk"],
        "write `existing: { name: \"…\" }`, `certificate: \"arn:…\"` or `hosted_zone_id: \"…\"`",
    ),
    (AUTHORIZER, &["cdk"], "write the ID of an existing authorizer: `id: \"…\"`"),
    (API, &["webSocketApi"], "write `name: \"…\"`, or `import: { api_id: \"…\" }` for an existing API"),
    (API, &["webSocketStage"], "write `stage: { … }`, or `import: { api_id: \"…\", stage_name: \"…\" }`"),
    (OVERRIDES, &["webSocketApi"], "write `api: { … }`"),
    (OVERRIDES, &["webSocketStage"], "write `stage: { … }`"),
    (
        API,
        &["defaultFunctionProps", "setDefaultFunctionProps", "functionProps", "Function"],
        "write `defaults: { function: { … } }`",
    ),
    (DEFAULTS, &["functionProps"], "write `function: { … }`"),
    (FUNCTION, &["bind"], "write `permissions: [Table]` and `environment: { TABLE: \"${Table}\" }`"),
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
        "remove the key: the program runs as `bootstrap` on `provided.al2023`",
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
        "set the property in a CDK stack that includes the template: \
         `chat.getResource(\"ChatOnSendMessageFunction\")`",
    ),
    // The CDK.
    (
        API,
        &["connectRouteOptions", "disconnectRouteOptions", "defaultRouteOptions"],
        "write `routes: { $connect: …, $disconnect: …, $default: … }`",
    ),
    (API, &["apiName", "websocketsApiName"], "write `name: \"…\"`"),
    (API, &["websocketsDescription"], "write `description: \"…\"`"),
    (
        API,
        &["websocketsApiRouteSelectionExpression"],
        "write `route_selection_expression: \"$request.body.…\"`",
    ),
    (API, &["apiKeySelectionExpression"], "write `overrides: { api: { ApiKeySelectionExpression: \"…\" } }`"),
    (ROUTE, &["apiKeyRequired"], "API keys are not supported: verify the client in an `authorizer`"),
    (ROUTE, &["integration", "Target"], "write the handler as the route's value: `KEY: handler`"),
    (ROUTE, &["routeKey", "route", "key"], "write the route key before the `:`: `routes: { KEY: handler }`"),
    (ROUTE, &["FunctionArn"], "write `function: { arn: \"…\" }`"),
    (ROUTE, &["group"], "write it in the function's block: `function: { handler: …, group: … }`"),
    (ROUTE, &["routeResponseSelectionExpression"], "write `return_response: true`"),
    (
        ROUTE,
        &["requestModels", "modelSelectionExpression", "requestParameters", "schemas"],
        "write `validate: true`, which makes the model from the handler's type",
    ),
    (
        FUNCTION,
        &["role", "policies", "initialPolicy", "iamRoleStatements", "iam", "statements"],
        "write `permissions`: each function has its own role",
    ),
    (
        FUNCTION,
        &["code", "codeUri", "entry", "srcPath", "package"],
        "pass the path of the artifact on the command line: `template --code PATH`",
    ),
    (FUNCTION, &["ephemeralStorageSize", "ephemeralStorage"], "write `disk_size: \"1 GB\"`"),
    (FUNCTION, &["reservedConcurrentExecutions"], "write `reserved_concurrency: 10`"),
    (FUNCTION, &["logRetentionInDays", "LogRetention"], "write `log_retention: one_week`"),
    (STAGE, &["stageName"], "write `name: \"…\"`, or set the template's parameter `StageName`"),
    (API, &["stageName"], "write `stage: { name: \"…\" }`, or set the template's parameter `StageName`"),
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
        "write `throttle`, `detailed_metrics`, `execution_log` or `data_trace` in `stage` itself",
    ),
    (STAGE, &["routeSettings"], "write `routes: { KEY: { throttle: …, … } }`"),
    (STAGE, &["loggingLevel", "level"], "write `execution_log: info`"),
    (ACCESS_LOG, &["level"], "write `stage: { execution_log: info }`"),
    (STAGE, &["dataTraceEnabled", "fullExecutionData"], "write `data_trace: true`"),
    (STAGE, &["detailedMetricsEnabled"], "write `detailed_metrics: true`"),
    (STAGE, &["stageVariables"], "write `variables: { … }`"),
    (STAGE, &["accessLogSettings"], "write `access_log` in the API"),
    (API, &["accessLogSettings"], "write `access_log: \"…\"`, or `access_log: { format: \"…\" }`"),
    (API, &["logs"], "write `access_log: true`, or `stage: { execution_log: info }` for execution logs"),
    (STAGE, &["domainMapping"], "write `custom_domain` in the API"),
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
        "remove the key: API Gateway does not cache the results of WebSocket authorizers",
    ),
    (
        AUTHORIZER,
        &["responseTypes", "enableSimpleResponses", "jwtConfiguration"],
        "remove the key: only HTTP APIs have it",
    ),
    (DOMAIN, &["basePath", "mappingKey", "apiMappingKey"], "write `path: \"…\"`"),
    // The Serverless Framework, SAM and CloudFormation.
    (
        API,
        &["events", "websocket", "websockets"],
        "write a route and its function as one entry: `routes: { $connect: handler }`",
    ),
    (
        API,
        &["provider", "service", "plugins", "Globals"],
        "write the settings of all functions in `defaults: { function: { … } }`",
    ),
    (API, &["apiGateway", "websocketApiId"], "write `import: { api_id: \"…\" }` for an existing API"),
    (
        API,
        &["Type", "Properties", "Metadata", "DependsOn"],
        "write CloudFormation resources in `resources: { Name: { Type: …, Properties: … } }`",
    ),
    (
        API,
        &["Conditions", "Mappings", "Transform"],
        "write values, or `parameters: { … }` that `resources` refer to",
    ),
    (FUNCTION, &["events"], "write the function in its route: `routes: { $connect: { function: … } }`"),
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
