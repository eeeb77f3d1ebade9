use proc_macro2::Delimiter;
use websocket_api_model::declaration::{
    Architecture, DiskSize, LogFormat, MemorySize, ReservedConcurrency, Retention, Timeout, Tracing,
    rule::{FunctionArn, FunctionDescription, FunctionName, LayerArn},
};

use crate::{
    Diagnostics,
    block::block,
    raw_value::Value,
    shape::Shape,
    table::{ReadState, Recorder, SpanRange},
    value::{
        BlockValue, EnvironmentValue, FromValue, GroupName, Handler, List, Number, PermissionsValue, Text,
        Word,
    },
};

block! {
    /// A Lambda function.
    pub struct FunctionBlock in "a function" => Function {
        /// The path of an `async fn` that serves the route. Not in `defaults` and `groups`. Required in a route.
        handler: Handler => skip,
        /// The ARN of a function that exists already, in a route or an authorizer, instead of everything else. Its settings
        /// and its role are not ours, so it stands neither beside other keys nor beside `defaults`. Default: a function is
        /// made.
        arn: Text<FunctionArn> => skip,
        /// The name of a group, in a route: the function and its settings are the group's. Default: a function of the
        /// route's own.
        group: GroupName => skip,
        /// How long it may run: 1 to 900 seconds, or a string such as `"1 minute"`. API Gateway waits 29 seconds at most.
        /// Default: `10`.
        timeout: Number<Timeout>,
        /// Memory: 128 to 10240 MB, or a string such as `"1 GB"`. Default: `1024`.
        memory_size: Number<MemorySize>,
        /// `/tmp`: 512 to 10240 MB, or a string such as `"1 GB"`. Default: Lambda's 512.
        disk_size: Number<DiskSize>,
        /// The instruction set: `x86_64` or `arm64`, the same for every function, because all run one artifact. Default: the
        /// API's `architecture`.
        architecture: Word<Architecture>,
        /// Environment variables, names and values. A name is a letter and then letters, digits or `_`, two characters at
        /// least, and none that Lambda sets. `WEBSOCKET_API_ENDPOINT` is there already: the URL to post to connections
        /// with, under the custom domain if there is one without a wildcard. One that is written here takes its place,
        /// such as the URL of LocalStack or of a VPC endpoint. `WEBSOCKET_API_NAME`, the API's name, is there too in a stack
        /// of several. All together take up to 4,096 bytes. Default: those two.
        environment: EnvironmentValue,
        /// Its permissions: `"*"`, or a list of services, actions, resources and statements. Managing the
        /// connections of the API's stage is always allowed to routes. Default: nothing else.
        permissions: PermissionsValue,
        /// ARNs of layer versions, up to 5, each up to 140 characters, no layer twice. Default: none.
        layers: List<Text<LayerArn>>,
        /// A description, up to 256 characters. Default: none.
        description: Text<FunctionDescription>,
        /// Its name: 1 to 64 letters, digits, `_` or `-`. Default: CloudFormation makes one up.
        function_name: Text<FunctionName>,
        /// X-Ray tracing: `active`, `pass_through` or `disabled`. Default: `active`.
        tracing: Word<Tracing>,
        /// How long its log is kept: a word as under `access_log`. Default: Lambda's own log group, for ever.
        log_retention: Word<Retention>,
        /// How lines of its log are written: `text`, or `json`, which CloudWatch Logs Insights reads by field; what handlers log
        /// with `tracing` follows. Default: `text`.
        log_format: Word<LogFormat>,
        /// Concurrent executions set aside for it, which are also all it gets. Default: none.
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
    /// What is said of it, if it is more than a path.
    pub fn block(&self) -> Option<&FunctionBlock> {
        match self {
            FunctionValue::Handler(_) => None,
            FunctionValue::Block(function) => Some(&function.block),
        }
    }

    /// The path, wherever it stands.
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
