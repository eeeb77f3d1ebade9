use websocket_api_model::spec::rule::{Description, StageName};

use crate::{
    block::block,
    leaf::{Flag, Plain, Text},
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
    }
}
