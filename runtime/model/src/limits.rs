//! The limits of AWS that this crate checks, and the names that it reserves. Each is one constant for the
//! macro, the checks of Rust constants and the documentation. The ranges of numbers are in their types in
//! [`crate::declaration`].
//!
//! Sources: *API Gateway quotas for WebSocket APIs*, *Lambda quotas*, *CloudFormation quotas* (AWS developer
//! guides), and the CloudFormation resource schemas.

use std::time::Duration;

/// The maximum number of routes of an API (AWS raises it on request).
pub const ROUTES: usize = 300;
/// The maximum number of resources of a CloudFormation stack.
pub const RESOURCES: usize = 500;
/// The maximum size of a template in a request, in bytes.
pub const TEMPLATE_BODY: usize = 51_200;
/// The maximum size of a template on S3, in bytes.
pub const TEMPLATE_OBJECT: usize = 1_000_000;
/// The maximum size of a template's `Description`, in bytes.
pub const TEMPLATE_DESCRIPTION: usize = 1024;
/// The maximum length of a logical ID, in characters.
pub const LOGICAL_ID: usize = 255;
/// The maximum length of a model's name, in characters (schema of `AWS::ApiGatewayV2::Model`; API reference
/// of `CreateModel`).
pub const MODEL_NAME: usize = 128;
/// The maximum length of a model's schema, in characters (`StringWithLengthBetween0And32K` in the API's
/// definition).
pub const MODEL_SCHEMA: usize = 32_768;
/// The maximum length of an API's name, in characters.
pub const API_NAME: usize = 128;
/// The maximum length of an API's or a stage's description, in characters.
pub const API_DESCRIPTION: usize = 1024;
/// The maximum length of a route key, in characters.
pub const ROUTE_KEY: usize = 128;
/// The maximum length of a stage name, in characters.
pub const STAGE_NAME: usize = 128;
/// The maximum number of variables of a stage.
pub const STAGE_VARIABLES: usize = 100;
/// The maximum length of a stage variable's name, in characters.
pub const STAGE_VARIABLE_NAME: usize = 64;
/// The maximum length of a stage variable's value, in characters.
pub const STAGE_VARIABLE_VALUE: usize = 512;
/// The maximum length of a route selection expression, in characters.
pub const SELECTION_EXPRESSION: usize = 128;
/// The maximum size of an access-log format, in bytes.
pub const ACCESS_LOG_FORMAT: usize = 3 * 1024;
/// The maximum number of layers of a function.
pub const LAYERS: usize = 5;
/// The maximum length of a layer's ARN, in characters.
pub const LAYER_ARN: usize = 140;
/// The maximum size of a function's environment, names and values together, in bytes.
pub const ENVIRONMENT: usize = 4096;
/// The maximum length of a function's name, in characters.
pub const FUNCTION_NAME: usize = 64;
/// The maximum length of a function's description, in characters.
pub const FUNCTION_DESCRIPTION: usize = 256;
/// The maximum length of all inline policies of a role without white space, in characters.
pub const ROLE_POLICIES: usize = 10_240;
/// The maximum length of a mapping key, in characters.
pub const MAPPING_KEY: usize = 300;
/// The maximum length of a domain name, in characters.
pub const DOMAIN_NAME: usize = 253;
/// The maximum length of a certificate's first name, in characters (ACM).
pub const CERTIFICATE_NAME: usize = 64;
/// The maximum length of an authorizer's name, in characters.
pub const AUTHORIZER_NAME: usize = 128;
/// The maximum size of a message to or from a client, in bytes (*API Gateway quotas for WebSocket APIs*: 128
/// KB, not adjustable).
pub const MESSAGE: usize = 128 * 1024;
/// The maximum size of a frame, in bytes. A longer frame closes the connection with 1009, and API Gateway
/// splits messages to a client (same source).
pub const FRAME: usize = 32 * 1024;
/// The idle timeout (same source).
pub const IDLE_TIMEOUT: Duration = Duration::from_secs(10 * 60);
/// The connection lifetime (same source).
pub const CONNECTION_DURATION: Duration = Duration::from_secs(2 * 60 * 60);
/// The integration timeout (same source).
pub const INTEGRATION_TIMEOUT: Duration = Duration::from_secs(29);
/// The maximum length of a handshake's URL, in characters (same source).
pub const URL: usize = 4096;
/// The maximum number of tags of a resource.
pub const TAGS: usize = 50;
/// The maximum length of a tag's key, in characters.
pub const TAG_KEY: usize = 128;
/// The maximum length of a tag's value, in characters.
pub const TAG_VALUE: usize = 256;

/// The environment variables that Lambda sets, and does not accept.
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

/// The name of the variable with the endpoint of a function's `@connections` API.
pub const ENDPOINT_VARIABLE: &str = "WEBSOCKET_API_ENDPOINT";
/// The minimum size of the endpoint variable in an environment, in bytes.
pub const ENDPOINT_BYTES: usize =
    ENDPOINT_VARIABLE.len() + "https://0123456789.execute-api.eu-west-1.amazonaws.com/p".len();
/// The name of the variable with the API that a function serves, if one artifact serves several APIs.
pub const API_VARIABLE: &str = "WEBSOCKET_API_NAME";

/// The methods of the `@connections` API: post to, get and delete a connection. IAM names them in the ARN of
/// a connection (*Control access to WebSocket APIs with AWS IAM authorization*; API reference of the API
/// Gateway Management API).
pub const CONNECTIONS_METHODS: [&str; 3] = ["POST", "GET", "DELETE"];

/// The maximum size of an authorizer's response, including its context, in bytes. Source: API Gateway's
/// WebSocket quotas.
pub const AUTHORIZER_RESULT: usize = 8 * 1024;

/// The values of absent keys.
pub mod default {
    /// The default timeout, in seconds.
    pub const TIMEOUT: u32 = 10;
    /// The default memory, in MB.
    pub const MEMORY_SIZE: u32 = 1024;
    /// The default of SST, and the only expression in SST's documentation.
    pub const ROUTE_SELECTION_EXPRESSION: &str = "$request.body.action";
    /// The number of requests per second to all APIs of an account in a Region, unless AWS raised it.
    pub const ACCOUNT_RATE: u32 = 10_000;
    /// The maximum burst of requests to all APIs of an account in a Region, unless AWS raised it.
    pub const ACCOUNT_BURST: u32 = 5_000;
    /// The default stage of the local gateway.
    pub const LOCAL_STAGE_NAME: &str = "dev";
    /// The default stage of a deployment.
    pub const STAGE_NAME: &str = "prod";
    /// The default name of an authorizer, as in SST.
    pub const AUTHORIZER_NAME: &str = "WebSocketAuthorizer";
    /// The default identity source, as in SST: the header that most clients send.
    pub const IDENTITY_SOURCE: &str = "route.request.header.Authorization";
    /// The default format of SST, byte for byte: fourteen fields.
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
