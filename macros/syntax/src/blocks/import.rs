use websocket_api_model::declaration::rule::{Id, StageName};

use crate::{
    block::block,
    value::{Flag, PlainText, Text},
};

block! {
    /// `import`
    pub struct ImportBlock in "`import`" => Import {
        /// The ID of an existing API. Required.
        api_id: Text<Id>,
        /// An existing stage of that API, which deploys automatically, or with `deploy: true`. Default: a stage is
        /// made.
        stage_name: PlainText<StageName>,
        /// `true`: the template deploys to the imported stage whenever routes or integrations change. A stage that does
        /// not deploy automatically needs it; any other stage rejects it. Default: `false`.
        deploy: Flag,
    }
}
