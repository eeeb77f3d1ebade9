use super::{Str, Text};

/// The stage that the API is deployed to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stage {
    /// `None`: the template's parameter `StageName` decides.
    pub name: Option<Str>,
    pub auto_deploy: bool,
    pub description: Option<Text>,
}

impl Stage {
    /// The stage when nothing is said.
    pub const DEFAULT: Stage = Stage { name: None, auto_deploy: true, description: None };
}
