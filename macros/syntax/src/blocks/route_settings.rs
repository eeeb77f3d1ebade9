use websocket_api_model::declaration::{ExecutionLog, ThrottleBurst, ThrottleRate};

use crate::{
    block::block,
    value::{BlockValue, Flag, Number, Word},
};

block! {
    /// A route's settings under `stage.routes`, over the stage's own.
    pub struct RouteSettingsBlock in "the settings of a route" => RouteSettings {
        /// How much the route lets through: `{ rate, burst }`. Default: as the stage says.
        throttle: BlockValue<ThrottleBlock>,
        /// Whether CloudWatch has metrics of the route. Default: as the stage says.
        detailed_metrics: Flag,
        /// What API Gateway logs of its own doing: `off`, `error` or `info`. Default: as the stage says.
        execution_log: Word<ExecutionLog>,
        /// Whether the execution log holds messages whole. Default: as the stage says.
        data_trace: Flag,
    }
}

block! {
    /// `throttle`
    pub struct ThrottleBlock in "`throttle`" => Throttle {
        /// Requests per second, a whole number; 0 lets nothing through. Default: the account's: 10,000.
        rate: Number<ThrottleRate>,
        /// Requests at once, a whole number. Default: the account's: 5,000.
        burst: Number<ThrottleBurst>,
    }
}
