use websocket_api_model::spec::{ExecutionLog, ThrottleBurst, ThrottleRate};

use crate::{
    block::block,
    leaf::{Flag, Nested, Number, Word},
};

block! {
    /// A route's settings under `stage.routes`, over the stage's own.
    pub struct RouteSettings in "the settings of a route" {
        /// How much the route lets through: `{ rate, burst }`.
        throttle: Nested<Throttle>,
        /// Metrics of CloudWatch for the route.
        detailed_metrics: Flag,
        /// What API Gateway logs of its own doing: `off`, `error` or `info`.
        execution_log: Word<ExecutionLog>,
        /// Whether the execution log holds messages whole.
        data_trace: Flag,
    }
}

block! {
    /// `throttle`
    pub struct Throttle in "`throttle`" {
        /// Requests per second.
        rate: Number<ThrottleRate>,
        /// Requests at once.
        burst: Number<ThrottleBurst>,
    }
}
