//! Every bound that AWS sets and this crate checks, and the names that it keeps for itself, but for the ranges of numbers, which
//! their types in [`crate::declaration`] have: one constant each, used by the macro, by the checks of Rust constants and by the
//! documentation.
//!
//! Sources: *API Gateway quotas for WebSocket APIs*, *Lambda quotas*, *CloudFormation quotas* (AWS developer
//! guides), and the CloudFormation resource schemas.

use std::time::Duration;

/// Routes in one API (can be raised on request).
pub const ROUTES: usize = 300;
/// Resources in one CloudFormation stack.
pub const RESOURCES: usize = 500;
/// Bytes of a template that is handed over as it is.
pub const TEMPLATE_BODY: usize = 51_200;
/// Bytes of a template that comes from S3.
pub const TEMPLATE_OBJECT: usize = 1_000_000;
/// Bytes of a template's `Description`.
pub const TEMPLATE_DESCRIPTION: usize = 1024;
/// Characters of a logical id.
pub const LOGICAL_ID: usize = 255;
/// Characters of a model's name (schema of `AWS::ApiGatewayV2::Model`; API reference of `CreateModel`).
pub const MODEL_NAME: usize = 128;
/// Characters of a model's schema (`StringWithLengthBetween0And32K` in the API's own definition).
pub const MODEL_SCHEMA: usize = 32_768;
/// Characters of an API's name.
pub const API_NAME: usize = 128;
/// Characters of an API's or a stage's description.
pub const API_DESCRIPTION: usize = 1024;
/// Characters of a route key.
pub const ROUTE_KEY: usize = 128;
/// Characters of a stage name.
pub const STAGE_NAME: usize = 128;
/// Variables of one stage.
pub const STAGE_VARIABLES: usize = 100;
/// Characters of a stage variable's name.
pub const STAGE_VARIABLE_NAME: usize = 64;
/// Characters of a stage variable's value.
pub const STAGE_VARIABLE_VALUE: usize = 512;
/// Characters of a route selection expression.
pub const SELECTION_EXPRESSION: usize = 128;
/// Bytes of an access-log format.
pub const ACCESS_LOG_FORMAT: usize = 3 * 1024;
/// Layers of one function.
pub const LAYERS: usize = 5;
/// Characters of a layer's ARN.
pub const LAYER_ARN: usize = 140;
/// Bytes of a function's environment, names and values together.
pub const ENVIRONMENT: usize = 4096;
/// Characters of a function's name.
pub const FUNCTION_NAME: usize = 64;
/// Characters of a function's description.
pub const FUNCTION_DESCRIPTION: usize = 256;
/// Characters of all inline policies of a role, white space not counted.
pub const ROLE_POLICIES: usize = 10_240;
/// Characters of the path of a custom domain.
pub const MAPPING_KEY: usize = 300;
/// Characters of a domain name.
pub const DOMAIN_NAME: usize = 253;
/// Characters of the first name of a certificate (ACM).
pub const CERTIFICATE_NAME: usize = 64;
/// Characters of an authorizer's name.
pub const AUTHORIZER_NAME: usize = 128;
/// Bytes of a message to or from a client (*API Gateway quotas for WebSocket APIs*: 128 KB, not adjustable).
pub const MESSAGE: usize = 128 * 1024;
/// Bytes of a frame; a longer one ends the connection with 1009, and messages to a client are split (same source).
pub const FRAME: usize = 32 * 1024;
/// How long a connection may be without a message (same source).
pub const IDLE_TIMEOUT: Duration = Duration::from_secs(10 * 60);
/// How long a connection may last (same source).
pub const CONNECTION_DURATION: Duration = Duration::from_secs(2 * 60 * 60);
/// How long API Gateway waits for a function (same source).
pub const INTEGRATION_TIMEOUT: Duration = Duration::from_secs(29);
/// Characters of the URL of a handshake (same source).
pub const URL: usize = 4096;
/// Tags of one resource.
pub const TAGS: usize = 50;
/// Characters of a tag's key.
pub const TAG_KEY: usize = 128;
/// Characters of a tag's value.
pub const TAG_VALUE: usize = 256;

/// Environment names that Lambda sets itself and refuses to take.
pub const RESERVED_ENVIRONMENT: &[&str] = &[
    "_HANDLER",
    "_X_AMZN_TRACE_ID",
    "AWS_DEFAULT_REGION",
    "AWS_REGION",
    "AWS_EXECUTION_ENV",
    "AWS_LAMBDA_FUNCTION_NAME",
    "AWS_LAMBDA_FUNCTION_MEMORY_SIZE",
    "AWS_LAMBDA_FUNCTION_VERSION",
    "AWS_LAMBDA_INITIALIZATION_TYPE",
    "AWS_LAMBDA_LOG_GROUP_NAME",
    "AWS_LAMBDA_LOG_STREAM_NAME",
    "AWS_ACCESS_KEY",
    "AWS_ACCESS_KEY_ID",
    "AWS_SECRET_ACCESS_KEY",
    "AWS_SESSION_TOKEN",
    "AWS_LAMBDA_RUNTIME_API",
    "LAMBDA_TASK_ROOT",
    "LAMBDA_RUNTIME_DIR",
];

/// The name of the variable that tells a function where its API's `@connections` are.
pub const ENDPOINT_VARIABLE: &str = "WEBSOCKET_API_ENDPOINT";
/// Bytes that it takes of an environment, at least.
pub const ENDPOINT_BYTES: usize =
    ENDPOINT_VARIABLE.len() + "https://0123456789.execute-api.eu-west-1.amazonaws.com/p".len();
/// The name of the variable that tells a function which API it serves, where one artifact serves several.
pub const API_VARIABLE: &str = "WEBSOCKET_API_NAME";

/// The methods of the `@connections` API: post to, describe and delete a connection. IAM names them in the ARN of a connection
/// (*Control access to WebSocket APIs with AWS IAM authorization*; API reference of the API Gateway Management API).
pub const CONNECTIONS_METHODS: [&str; 3] = ["POST", "GET", "DELETE"];

/// Bytes of what an authorizer answers, its context included. Source: API Gateway's WebSocket quotas.
pub const AUTHORIZER_RESULT: usize = 8 * 1024;

/// What holds where a declaration says nothing.
pub mod default {
    /// Seconds.
    pub const TIMEOUT: u32 = 10;
    /// MB.
    pub const MEMORY_SIZE: u32 = 1024;
    /// SST's, and the only expression its documentation shows.
    pub const ROUTE_SELECTION_EXPRESSION: &str = "$request.body.action";
    /// Requests per second of all of an account's APIs in a Region, unless raised.
    pub const ACCOUNT_RATE: u32 = 10_000;
    /// Requests at once, likewise.
    pub const ACCOUNT_BURST: u32 = 5_000;
    /// The stage of a gateway on localhost unless told otherwise.
    pub const LOCAL_STAGE_NAME: &str = "dev";
    /// The stage that a deployment makes unless told otherwise.
    pub const STAGE_NAME: &str = "prod";
    /// SST's.
    pub const AUTHORIZER_NAME: &str = "WebSocketAuthorizer";
    /// SST's: the header that most clients authorize with.
    pub const IDENTITY_SOURCE: &str = "route.request.header.Authorization";
    /// SST's fourteen fields, byte for byte.
    pub const ACCESS_LOG_FORMAT: &str = concat!(
        r#"{"requestTime":"$context.requestTime","requestId":"$context.requestId","#,
        r#""eventType":"$context.eventType","routeKey":"$context.routeKey","status":$context.status,"#,
        r#""integrationRequestId":"$context.awsEndpointRequestId","#,
        r#""integrationStatus":"$context.integrationStatus","#,
        r#""integrationLatency":"$context.integrationLatency","#,
        r#""integrationServiceStatus":"$context.integration.integrationStatus","#,
        r#""ip":"$context.identity.sourceIp","userAgent":"$context.identity.userAgent","#,
        r#""cognitoIdentityId":"$context.identity.cognitoIdentityId","#,
        r#""connectedAt":"$context.connectedAt","connectionId":"$context.connectionId"}"#,
    );
}
