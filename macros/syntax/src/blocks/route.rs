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
        /// `true`: what the handler returns goes back to the client. Default: `false`.
        return_response: Flag,
        /// `true`: API Gateway compares messages with the type that the handler reads, and refuses those that differ
        /// (feature `asyncapi`). Default: `false`.
        validate: Flag,
        /// `function`, the only type there is. Default: `function`.
        kind as "type": Word<RouteType>,
    }
}
