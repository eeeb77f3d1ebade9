use proc_macro2::Delimiter;
use websocket_api_model::spec::{
    Architecture, DiskSize, MemorySize, ReservedConcurrency, Retention, Timeout, Tracing,
    rule::{FunctionArn, FunctionDescription, FunctionName, LayerArn},
};

use crate::{
    Diagnostics,
    block::block,
    leaf::{Environment, GroupName, Handler, Leaf, List, Nested, Number, Permissions, Template, Text, Word},
    shape::Shape,
    value::Value,
};

block! {
    /// A Lambda function.
    pub struct Function in "a function" {
        /// The path of the `async fn` that serves the route. Only a route's own function has one.
        handler: Handler,
        /// The ARN of a function that exists already, instead of everything else.
        arn: Text<FunctionArn>,
        /// The group whose function serves the route, instead of settings.
        group: GroupName,
        /// How long it may run: 1 to 900 seconds, or a string such as `"20 seconds"`. Default: 10. API Gateway waits
        /// 29 seconds at most.
        timeout: Number<Timeout>,
        /// Memory: 128 to 10,240 MB, or a string such as `"1 GB"`. Default: 1,024.
        memory_size: Number<MemorySize>,
        /// `/tmp`: 512 to 10,240 MB, or a string such as `"1 GB"`. Default: 512.
        disk_size: Number<DiskSize>,
        /// `x86_64` (default) or `arm64`.
        architecture: Word<Architecture>,
        /// Environment variables, names and values up to 4 KB together. Merged over the defaults'.
        environment: Environment,
        /// What it may do: `"*"`, or a list of services and actions. Added to the defaults'.
        permissions: Permissions,
        /// ARNs of layer versions, up to 5 with the defaults', which come first.
        layers: List<Text<LayerArn>>,
        /// A description, up to 256 characters.
        description: Text<FunctionDescription>,
        /// Its name: 1 to 64 letters, digits, `_` or `-`. Default: CloudFormation makes one up.
        function_name: Text<FunctionName>,
        /// X-Ray tracing: `active` (default), `pass_through` or `disabled`.
        tracing: Word<Tracing>,
        /// How long its own log is kept. Default: for ever.
        log_retention: Word<Retention>,
        /// Concurrent executions set aside for it. Default: none are.
        reserved_concurrency: Number<ReservedConcurrency>,
    }
}

/// `function` of a route: a path, or a block.
#[derive(Clone, Debug)]
pub enum RouteFunction {
    Handler(Handler),
    Block(Box<Nested<Function>>),
}

impl Leaf for RouteFunction {
    const SHAPE: Shape = Shape::Either(&Shape::Value, &Nested::<Function>::SHAPE);

    fn read(value: Value, name: &str, diagnostics: &mut Diagnostics) -> Option<Self> {
        match value {
            Value::Group(Delimiter::Brace | Delimiter::Parenthesis, ..) => {
                Nested::read(value, name, diagnostics).map(|block| RouteFunction::Block(Box::new(block)))
            }
            value => Handler::read(value, name, diagnostics).map(RouteFunction::Handler),
        }
    }

    fn visit_texts(&self, visit: &mut dyn FnMut(&Template)) {
        if let RouteFunction::Block(block) = self {
            block.visit_texts(visit);
        }
    }
}
