use websocket_api_model::declaration::{
    Retention,
    rule::{AccessLogFormat, Arn},
};

use crate::{
    block::block,
    value::{PlainText, Text, Word},
};

block! {
    /// `access_log`
    pub struct AccessLogBlock in "`access_log`" => AccessLog {
        /// The format of a line: one line of up to 3,072 bytes with `$context` variables. API Gateway requires
        /// `$context.requestId` or `$context.extendedRequestId`. Default: SST's JSON of 14 fields.
        format: PlainText<AccessLogFormat>,
        /// The retention of lines: `one_day` `three_days` `five_days` `one_week` `two_weeks` `one_month` `two_months`
        /// `three_months` `four_months` `five_months` `six_months` `one_year` `thirteen_months` `eighteen_months`
        /// `two_years` `three_years` `five_years` `six_years` `seven_years` `eight_years` `nine_years` `ten_years`
        /// `infinite`. Default: indefinite.
        retention: Word<Retention>,
        /// The ARN of an existing log group. Default: a log group of the stack, which outlives the stack.
        destination_arn: Text<Arn>,
    }
}
