use websocket_api_model::spec::{
    ExecutionLog,
    rule::{Description, StageName},
};

use super::Throttle;
use crate::{
    block::block,
    leaf::{Flag, Nested, Plain, StageRoutes, StageVariables, Text, Word},
};

block! {
    /// `stage`
    pub struct Stage in "`stage`" {
        /// The stage's name: 1 to 128 letters, digits, `_` or `-`. Default: the template's parameter `StageName`,
        /// whose own default is `prod`.
        name: Plain<StageName>,
        /// Whether every change is deployed as it is made. Default: `true`. With `false` the template makes a new
        /// deployment whenever routes or integrations change.
        auto_deploy: Flag,
        /// The stage's description, up to 1,024 characters.
        description: Text<Description>,
        /// What events and authorizers are given with every request: up to 100 names and values.
        variables: StageVariables,
        /// How much each route lets through: `{ rate, burst }`. Default: as much as the account.
        throttle: Nested<Throttle>,
        /// Metrics of CloudWatch for each route. Default: `false`.
        detailed_metrics: Flag,
        /// What API Gateway logs of its own doing: `off` (default), `error` or `info`.
        execution_log: Word<ExecutionLog>,
        /// Whether the execution log holds messages whole. Default: `false`.
        data_trace: Flag,
        /// Routes for which other settings hold.
        routes: StageRoutes,
    }
}
