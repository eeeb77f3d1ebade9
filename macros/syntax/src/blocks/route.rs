use super::RouteFunction;
use crate::{
    block::block,
    leaf::{Flag, RouteType, Word},
};

block! {
    /// A route's own block.
    pub struct Route in "a route" {
        /// The handler's path, or a block with it and the function's settings.
        function: RouteFunction,
        /// Whether what the handler returns goes back to the client. Default: `false`.
        return_response: Flag,
        /// Whether API Gateway compares messages with the type that the handler reads, and refuses those that differ. Default:
        /// `false`.
        validate: Flag,
        /// `function`, the only type there is.
        kind as "type": Word<RouteType>,
    }
}
