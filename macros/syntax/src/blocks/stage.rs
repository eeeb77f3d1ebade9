use websocket_api_model::declaration::{
    ExecutionLog,
    rule::{Description, StageName},
};

use super::ThrottleBlock;
use crate::{
    block::block,
    block_value::BlockValue,
    blocks::StageRoutesValue,
    value::{Flag, PlainText, StageVariablesValue, Text, Word},
};

block! {
    /// `stage`
    pub struct StageBlock in "`stage`" => Stage then lower_stage_settings {
        /// Its name: 1 to 128 letters, digits, `_` or `-`. Default: the template's parameter `StageName`, whose default is
        /// `prod`.
        name: PlainText<StageName>,
        /// `true`: API Gateway deploys every change at once. `false`: the template makes a new deployment whenever
        /// routes or integrations change. Default: `true`.
        auto_deploy: Flag,
        /// A description, up to 1,024 characters. Default: none.
        description: Text<Description>,
        /// Stage variables, in every event and in the authorizer's, as `StageVariables`: up to 100 names of 1 to 64
        /// letters, digits or `_`, with values of 1 to 512 letters, digits or `-._~:/?#&=,`. Default: none.
        variables: StageVariablesValue,
        /// The throttle of each route: `{ rate, burst }`. Default: the account's limits.
        throttle: BlockValue<ThrottleBlock> => skip,
        /// `true`: CloudWatch also has metrics of each route. Default: `false`.
        detailed_metrics: Flag => skip,
        /// The level of API Gateway's execution log, in a log group that API Gateway makes: `off`, `error`, or `info`
        /// for every request. Default: `off`.
        execution_log: Word<ExecutionLog> => skip,
        /// `true`: the execution log contains whole messages with their secrets, up to the 1,024 bytes of a log event.
        /// Needs an `execution_log`. Default: `false`.
        data_trace: Flag => skip,
        /// Settings for single routes of the declaration, by route key. Default: none.
        routes: StageRoutesValue,
    }
}
