use proc_macro2::Delimiter;
use websocket_api_model::declaration::{
    Architecture, DiskSize, LogFormat, MemorySize, ReservedConcurrency, Retention, Timeout, Tracing,
    rule::{FunctionArn, FunctionDescription, FunctionName, LayerArn},
};

use crate::{
    Diagnostics,
    block::block,
    block_value::BlockValue,
    blocks::{GroupName, PermissionsValue},
    raw_value::Value,
    shape::Shape,
    table::{ReadState, Recorder, SpanRange},
    value::{EnvironmentValue, FromValue, Handler, List, Number, Text, Word},
};

block! {
    /// A Lambda function.
    pub struct FunctionBlock in "a function" => Function {
        /// The path of an `async fn` that serves the route. Not in `defaults` and `groups`. Required in a route.
        handler: Handler => skip,
        /// The ARN of an existing function, in a route or an authorizer. Excludes all other keys and `defaults`,
        /// because the stack does not manage that function. Default: a function is made.
        arn: Text<FunctionArn> => skip,
        /// The name of a group, in a route: the route uses the group's function and settings. Default: a separate
        /// function.
        group: GroupName => skip,
        /// The timeout: 1 to 900 seconds, or a string such as `"1 minute"`. API Gateway's integration timeout is 29
        /// seconds. Default: `10`.
        timeout: Number<Timeout>,
        /// Memory: 128 to 10240 MB, or a string such as `"1 GB"`. Default: `1024`.
        memory_size: Number<MemorySize>,
        /// `/tmp`: 512 to 10240 MB, or a string such as `"1 GB"`. Default: Lambda's 512.
        disk_size: Number<DiskSize>,
        /// The instruction set: `x86_64` or `arm64`, the same for every function, because all run one artifact. Default: the
        /// API's `architecture`.
        architecture: Word<Architecture>,
        /// Environment variables, names and values, up to 4,096 bytes together. A name is a letter and then letters,
        /// digits or `_`, with at least two characters. Names that Lambda sets are excluded. The template sets
        /// `WEBSOCKET_API_ENDPOINT`: the URL of the `@connections` API, under the custom domain if there is one without
        /// a wildcard. A value here replaces it, such as the URL of LocalStack or of a VPC endpoint. In a stack of
        /// several APIs the template also sets `WEBSOCKET_API_NAME`, the API's name. Default: those two.
        environment: EnvironmentValue,
        /// Its permissions: `"*"`, or a list of services, actions, resources and statements. A route's function may
        /// always manage the connections of the API's stage. Default: no others.
        permissions: PermissionsValue,
        /// ARNs of layer versions, up to 5, each up to 140 characters, no layer twice. Default: none.
        layers: List<Text<LayerArn>>,
        /// A description, up to 256 characters. Default: none.
        description: Text<FunctionDescription>,
        /// Its name: 1 to 64 letters, digits, `_` or `-`. Default: CloudFormation generates one.
        function_name: Text<FunctionName>,
        /// X-Ray tracing: `active`, `pass_through` or `disabled`. Default: `active`.
        tracing: Word<Tracing>,
        /// The retention of its log: a keyword as in `access_log`. Default: Lambda's own log group, indefinite.
        log_retention: Word<Retention>,
        /// The format of its log, including lines that handlers log with `tracing`: `text`, or `json`, which CloudWatch
        /// Logs Insights reads by field. Default: `text`.
        log_format: Word<LogFormat>,
        /// Reserved concurrency, which is also its maximum concurrency. Default: none.
        reserved_concurrency: Number<ReservedConcurrency>,
    }
}

/// `function` of a route: a path, or a block.
#[derive(Clone, Debug)]
pub enum FunctionValue {
    Handler(Handler),
    Block(Box<BlockValue<FunctionBlock>>),
}

impl FunctionValue {
    /// Returns the function's block, if the value is not only a path.
    pub fn block(&self) -> Option<&FunctionBlock> {
        match self {
            FunctionValue::Handler(_) => None,
            FunctionValue::Block(function) => Some(&function.block),
        }
    }

    /// Returns the path of the handler in either notation.
    pub fn handler(&self) -> Option<&Handler> {
        match self {
            FunctionValue::Handler(handler) => Some(handler),
            FunctionValue::Block(function) => function.block.handler.get(),
        }
    }
}

impl FromValue for FunctionValue {
    const SHAPE: Shape = Shape::Either(&Shape::Value, &BlockValue::<FunctionBlock>::SHAPE);

    fn read(value: Value, name: &str, diagnostics: &mut Diagnostics) -> Option<Self> {
        match value {
            Value::Group(Delimiter::Brace | Delimiter::Parenthesis, ..) => {
                BlockValue::read(value, name, diagnostics).map(|block| FunctionValue::Block(Box::new(block)))
            }
            value => Handler::read(value, name, diagnostics).map(FunctionValue::Handler),
        }
    }

    fn record(&self, entry: &mut Recorder<'_>) {
        match self {
            FunctionValue::Handler(handler) => {
                let tokens = SpanRange::from_path(&handler.0);
                entry.entry("handler").written(None, Some(tokens), ReadState::Complete);
            }
            FunctionValue::Block(block) => block.record(entry),
        }
    }
}
