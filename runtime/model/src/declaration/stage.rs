use super::{List, RouteSettings, Str, Text, bake::bake};

/// The stage that the API is deployed to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stage {
    /// `None`: the template's parameter `StageName` decides.
    pub name: Option<Str>,
    pub auto_deploy: bool,
    pub description: Option<Text>,
    /// In the order written; no name twice.
    pub variables: List<StageVariable>,
    /// For every route that says nothing else.
    pub settings: RouteSettings,
    /// In the order written; no key twice.
    pub routes: List<StageRoute>,
}

bake! { struct Stage or DEFAULT { name, auto_deploy, description, variables, settings: [], routes } }

impl Default for Stage {
    fn default() -> Self {
        Stage::DEFAULT
    }
}

/// A value that events and authorizers are given with every request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StageVariable {
    pub name: Str,
    pub value: Text,
}

bake! { struct StageVariable by name { name, value: [] } }

/// What a stage says about one route.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StageRoute {
    /// The key of a route of the declaration.
    pub key: Str,
    pub settings: RouteSettings,
}

bake! { struct StageRoute by key { key, settings: [] } }

impl Stage {
    /// The template's parameter that decides on the name unless one is declared.
    pub const PARAMETER: &str = "StageName";

    /// The stage when nothing is said.
    pub const DEFAULT: Stage = Stage {
        name: None,
        auto_deploy: true,
        description: None,
        variables: List::Borrowed(&[]),
        settings: RouteSettings::EMPTY,
        routes: List::Borrowed(&[]),
    };

    /// The settings that hold for a route.
    ///
    /// Property by property, a throttle's rate and burst each for itself. AWS does not say whether what a route's settings leave
    /// open is the stage's default or API Gateway's own, so a template writes what comes of both.
    pub fn route_settings(&self, key: &str) -> RouteSettings {
        let own = self.routes.iter().find(|route| route.key == key);
        own.map_or(RouteSettings::EMPTY, |route| route.settings).over(self.settings)
    }
}
