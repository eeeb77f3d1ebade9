use super::{Str, Text, bake::bake};

/// An existing API, to which the declaration adds routes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    pub api_id: Text,
    /// An existing stage of the API.
    pub stage_name: Option<Str>,
    /// `true` if the stage gets a deployment whenever routes or integrations change.
    pub deploy: bool,
}

bake! { struct Import { api_id, stage_name, deploy } }

impl Default for Import {
    fn default() -> Self {
        Import { api_id: Text::literal(""), stage_name: None, deploy: false }
    }
}
