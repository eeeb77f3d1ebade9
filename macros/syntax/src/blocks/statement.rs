use websocket_api_model::spec::{Effect, rule::PolicyResource};

use crate::{
    block::block,
    leaf::{Action, Json, List, Text, Word},
};

block! {
    /// A statement of a policy.
    pub struct Statement in "a statement" {
        /// `allow` (default) or `deny`.
        effect: Word<Effect>,
        /// Actions, as in `["dynamodb:PutItem"]`. Required.
        actions: List<Action>,
        /// ARNs, or `["*"]` (default).
        resources: List<Text<PolicyResource>>,
        /// A condition in IAM's own words.
        condition: Json,
    }
}
