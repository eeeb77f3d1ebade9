use super::{Str, Text, bake::bake};

/// An API that exists already, to which the declaration adds routes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    pub api_id: Text,
    /// A stage of it that exists already.
    pub stage_name: Option<Str>,
    /// The stage gets a deployment whenever routes or integrations change.
    pub deploy: bool,
}

bake! { struct Import { api_id, stage_name, deploy } }

impl Default for Import {
    fn default() -> Self {
        Import { api_id: Text::literal(""), stage_name: None, deploy: false }
    }
}
