use super::{List, RouteSettings, Str, Text, bake::bake};

/// The stage of the API.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stage {
    /// The name, or `None` if the template's parameter `StageName` has it.
    pub name: Option<Str>,
    pub auto_deploy: bool,
    pub description: Option<Text>,
    /// The variables in the order written, with distinct names.
    pub variables: List<StageVariable>,
    /// The default settings of every route.
    pub settings: RouteSettings,
    /// The settings of single routes in the order written, with distinct keys.
    pub routes: List<StageRoute>,
}

bake! { struct Stage or DEFAULT { name, auto_deploy, description, variables, settings: [], routes } }

impl Default for Stage {
    fn default() -> Self {
        Stage::DEFAULT
    }
}

/// A value that every event and the authorizer's event contain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StageVariable {
    pub name: Str,
    pub value: Text,
}

bake! { struct StageVariable by name { name, value: [] } }

/// The settings of one route.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StageRoute {
    /// The key of a route of the declaration.
    pub key: Str,
    pub settings: RouteSettings,
}

bake! { struct StageRoute by key { key, settings: [] } }

impl Stage {
    /// The parameter of the template for the name of a stage without a declared name.
    pub const PARAMETER: &str = "StageName";

    /// The stage of a declaration without the key `stage`.
    pub const DEFAULT: Stage = Stage {
        name: None,
        auto_deploy: true,
        description: None,
        variables: List::Borrowed(&[]),
        settings: RouteSettings::EMPTY,
        routes: List::Borrowed(&[]),
    };

    /// Returns the effective settings of a route.
    ///
    /// The settings are merged property by property, including the rate and the burst of a throttle. AWS does
    /// not document the value of a property that a route's settings omit: the stage's, or API Gateway's
    /// default. A template therefore has the merged values.
    pub fn route_settings(&self, key: &str) -> RouteSettings {
        let own = self.routes.iter().find(|route| route.key == key);
        own.map_or(RouteSettings::EMPTY, |route| route.settings).over(self.settings)
    }
}
