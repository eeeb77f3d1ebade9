use websocket_api_model::declaration::{Effect, rule::PolicyResource};

use crate::{
    block::block,
    blocks::ActionValue,
    value::{JsonValue, List, Text, Word},
};

block! {
    /// A statement of a policy.
    pub struct StatementBlock in "a statement" => Statement {
        /// `allow` or `deny`. Default: `allow`.
        effect: Word<Effect>,
        /// A list of actions, as in `["dynamodb:PutItem"]`. Required.
        actions: List<ActionValue>,
        /// A list of ARNs. Default: `["*"]`.
        resources: List<Text<PolicyResource>>,
        /// A condition, as in IAM. Default: none.
        condition: JsonValue,
    }
}
