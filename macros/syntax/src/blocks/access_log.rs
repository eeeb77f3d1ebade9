use websocket_api_model::spec::{
    Retention,
    rule::{Arn, LogFormat},
};

use crate::{
    block::block,
    leaf::{Plain, Text, Word},
};

block! {
    /// `access_log`
    pub struct AccessLog in "`access_log`" {
        /// What a line says: one line of up to 3 KB with `$context` variables. Default: SST's JSON of 14 fields.
        format: Plain<LogFormat>,
        /// How long lines are kept. Default: for ever.
        retention: Word<Retention>,
        /// The ARN of a log group that exists already. No log group is made then.
        destination_arn: Text<Arn>,
    }
}
