use websocket_api_model::declaration::rule::{Id, StageName};

use crate::{
    block::block,
    value::{Flag, PlainText, Text},
};

block! {
    /// `import`
    pub struct ImportBlock in "`import`" => Import {
        /// The id of an API that exists already. Required.
        api_id: Text<Id>,
        /// A stage of it that exists already and deploys automatically, or takes deployments by `deploy`. Default: a stage is
        /// made.
        stage_name: PlainText<StageName>,
        /// `true`: the template deploys to the imported stage whenever routes or integrations change, which a stage needs that
        /// does not deploy automatically, and refuses that does. Default: `false`.
        deploy: Flag,
    }
}
