use super::FunctionValue;
use crate::{
    block::block,
    value::{Flag, RouteType, Word},
};

block! {
    /// A route's own block.
    pub struct RouteBlock in "a route" {
        /// The path of the handler, or a block with the key `handler` and the function's settings. Required.
        function: FunctionValue,
        /// `true`: the client receives the handler's return value. Default: `false`.
        return_response: Flag,
        /// `true`: API Gateway validates messages against the type that the handler reads, and rejects others (feature
        /// `asyncapi`). Default: `false`.
        validate: Flag,
        /// The type of the route: `function`. Default: `function`.
        kind as "type": Word<RouteType>,
    }
}
