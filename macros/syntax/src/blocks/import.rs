use websocket_api_model::spec::rule::{Id, StageName};

use crate::{
    block::block,
    leaf::{Plain, Text},
};

block! {
    /// `import`
    pub struct Import in "`import`" => Import {
        /// The id of an API that exists already. Required.
        api_id: Text<Id> => required,
        /// A stage of it that exists already. Default: a stage is made.
        stage_name: Plain<StageName>,
    }
}
