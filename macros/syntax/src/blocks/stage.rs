use websocket_api_model::declaration::{
    ExecutionLog,
    rule::{Description, StageName},
};

use super::ThrottleBlock;
use crate::{
    block::block,
    value::{BlockValue, Flag, PlainText, StageRoutesValue, StageVariablesValue, Text, Word},
};

block! {
    /// `stage`
    pub struct StageBlock in "`stage`" => Stage then lower_stage_settings {
        /// Its name: 1 to 128 letters, digits, `_` or `-`. Default: the template's parameter `StageName`, whose default is
        /// `prod`.
        name: PlainText<StageName>,
        /// Whether every change is deployed as it is made. `false`: the template makes a new deployment whenever routes or
        /// integrations change. Default: `true`.
        auto_deploy: Flag,
        /// A description, up to 1,024 characters. Default: none.
        description: Text<Description>,
        /// What every event and an authorizer are given, as `StageVariables`: up to 100 names of 1 to 64 letters, digits or
        /// `_`, with values of 1 to 512 letters, digits or `-._~:/?#&=,`. Default: none.
        variables: StageVariablesValue,
        /// How much each route lets through: `{ rate, burst }`. Default: as much as the account.
        throttle: BlockValue<ThrottleBlock> => skip,
        /// `true`: CloudWatch has metrics of each route too. Default: `false`.
        detailed_metrics: Flag => skip,
        /// What API Gateway logs of its own doing, in a log group that it makes itself: `off`, `error`, or `info` for every
        /// request. Default: `off`.
        execution_log: Word<ExecutionLog> => skip,
        /// `true`: the execution log holds messages whole, whatever secrets are in them, up to the 1,024 bytes of a log
        /// event. Wants an `execution_log`. Default: `false`.
        data_trace: Flag => skip,
        /// Route keys of the declaration with other settings than the stage's. Default: none.
        routes: StageRoutesValue,
    }
}
