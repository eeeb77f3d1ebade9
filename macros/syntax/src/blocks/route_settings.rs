use websocket_api_model::declaration::{ExecutionLog, ThrottleBurst, ThrottleRate};

use crate::{
    block::block,
    block_value::BlockValue,
    value::{Flag, Number, Word},
};

block! {
    /// A route's settings under `stage.routes`, over the stage's own.
    pub struct RouteSettingsBlock in "the settings of a route" => RouteSettings {
        /// The throttle of the route: `{ rate, burst }`. Default: the stage's.
        throttle: BlockValue<ThrottleBlock>,
        /// `true`: CloudWatch has metrics of the route. Default: the stage's.
        detailed_metrics: Flag,
        /// The level of API Gateway's execution log: `off`, `error` or `info`. Default: the stage's.
        execution_log: Word<ExecutionLog>,
        /// `true`: the execution log contains whole messages. Default: the stage's.
        data_trace: Flag,
    }
}

block! {
    /// `throttle`
    pub struct ThrottleBlock in "`throttle`" => Throttle {
        /// Requests per second, a whole number; 0 rejects all. Default: the account's: 10,000.
        rate: Number<ThrottleRate>,
        /// Requests at once, a whole number. Default: the account's: 5,000.
        burst: Number<ThrottleBurst>,
    }
}
