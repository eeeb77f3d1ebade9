//! The settings of functions, merged: a route's or a group's over the defaults'.

use super::{
    Authorizer, AuthorizerFunction, Declaration, DeclarationPath, Function, FunctionLayout, LambdaAuthorizer,
    RouteFunction, Text, Variable,
};

/// The part of a declaration that has a function's settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FunctionOwner<'a> {
    /// `defaults.function`, and the one function of `functions: shared`.
    Defaults,
    /// A route, by its key.
    Route(&'a str),
    /// A group, by its name.
    Group(&'a str),
    Authorizer,
}

impl FunctionOwner<'_> {
    /// Returns the path of the block with the settings.
    pub fn path(self) -> DeclarationPath {
        match self {
            FunctionOwner::Defaults => DeclarationPath::from_keys(["defaults", "function"]),
            FunctionOwner::Route(key) => {
                DeclarationPath::from_keys(["routes"]).key(key.to_owned()).key("function")
            }
            FunctionOwner::Group(name) => DeclarationPath::from_keys(["groups"]).key(name.to_owned()),
            FunctionOwner::Authorizer => DeclarationPath::from_keys(["authorizer", "function"]),
        }
    }
}

/// The settings of a function as written, and the defaults that apply.
#[derive(Clone, Copy, Debug)]
pub struct FunctionSettings<'a> {
    pub owner: FunctionOwner<'a>,
    pub own: &'a Function,
    /// Empty for the defaults themselves and for an authorizer, to which defaults do not apply.
    pub defaults: &'a Function,
}

impl<'a> FunctionSettings<'a> {
    /// Returns the settings that apply.
    pub fn merged(&self) -> Function {
        self.own.over(self.defaults)
    }

    /// Returns the variables that apply, each with the settings that wrote it.
    pub fn environment(&self) -> Vec<(FunctionOwner<'a>, &'a Variable)> {
        let environment = merged_environment(self.own, self.defaults);
        environment.into_iter().map(|(level, variable)| (self.writer(level), variable)).collect()
    }

    /// Returns the layers that apply, each with its path.
    pub fn layers(&self) -> impl Iterator<Item = (DeclarationPath, &'a Text)> {
        let defaults = self.defaults.layers.iter().enumerate();
        let defaults =
            defaults.map(|(i, layer)| (FunctionOwner::Defaults.path().key("layers").index(i), layer));
        let own = self.own_layers();
        defaults.chain(own)
    }

    /// Returns the layers that the settings themselves name, each with its path.
    pub fn own_layers(&self) -> impl Iterator<Item = (DeclarationPath, &'a Text)> {
        let owner = self.owner;
        self.own.layers.iter().enumerate().map(move |(i, layer)| (owner.path().key("layers").index(i), layer))
    }

    fn writer(&self, level: Level) -> FunctionOwner<'a> {
        match level {
            Level::Own => self.owner,
            Level::Defaults => FunctionOwner::Defaults,
        }
    }
}

/// The settings that wrote a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Level {
    Own,
    Defaults,
}

/// Returns the defaults' variables in their order, each replaced by the function's variable of the same name, then the function's
/// other variables.
pub(super) fn merged_environment<'a>(
    own: &'a Function,
    defaults: &'a Function,
) -> Vec<(Level, &'a Variable)> {
    let mut merged: Vec<_> =
        defaults.environment.iter().map(|variable| (Level::Defaults, variable)).collect();
    for variable in own.environment.iter() {
        match merged.iter_mut().find(|(_, known)| known.name == variable.name) {
            Some(known) => *known = (Level::Own, variable),
            None => merged.push((Level::Own, variable)),
        }
    }
    merged
}

impl Declaration {
    /// Returns every block of settings that applies to a function: the defaults, then those of routes, groups and the authorizer.
    /// With `functions: shared` routes and groups have none.
    pub fn settings(&self) -> impl Iterator<Item = FunctionSettings<'_>> {
        let per_route = self.functions == FunctionLayout::PerRoute;
        let defaults = FunctionSettings {
            owner: FunctionOwner::Defaults,
            own: &self.defaults,
            defaults: &Function::EMPTY,
        };
        let routes =
            self.routes.iter().filter(move |_| per_route).filter_map(|route| match &route.function {
                RouteFunction::Own(own) => Some(FunctionSettings {
                    owner: FunctionOwner::Route(&route.key),
                    own,
                    defaults: &self.defaults,
                }),
                RouteFunction::Group(_) | RouteFunction::Existing(_) => None,
            });
        let groups = self.groups.iter().filter(move |_| per_route).map(|group| FunctionSettings {
            owner: FunctionOwner::Group(&group.name),
            own: &group.function,
            defaults: &self.defaults,
        });
        [defaults].into_iter().chain(routes).chain(groups).chain(self.authorizer_settings())
    }

    /// Returns the settings of each function that the declaration makes; one of several routes is there once.
    pub fn made_functions(&self) -> Vec<FunctionSettings<'_>> {
        let mut made: Vec<FunctionSettings<'_>> = Vec::new();
        for settings in self.routes.iter().filter_map(|route| self.route_settings(route)) {
            let is_shared = !matches!(settings.owner, FunctionOwner::Route(_));
            if !(is_shared && made.iter().any(|known| known.owner == settings.owner)) {
                made.push(settings);
            }
        }
        made.extend(self.authorizer_settings());
        made
    }

    /// Returns the settings of the function that serves a route, or `None` for an existing function.
    pub fn route_settings<'a>(&'a self, route: &'a super::Route) -> Option<FunctionSettings<'a>> {
        let (owner, own, defaults) = match (&route.function, self.functions) {
            (RouteFunction::Existing(_), _) => return None,
            (_, FunctionLayout::Shared) => (FunctionOwner::Defaults, &self.defaults, &Function::EMPTY),
            (RouteFunction::Own(function), _) => (FunctionOwner::Route(&route.key), function, &self.defaults),
            (RouteFunction::Group(name), _) => {
                let group = self.groups.iter().find(|group| group.name == *name)?;
                (FunctionOwner::Group(&group.name), &group.function, &self.defaults)
            }
        };
        Some(FunctionSettings { owner, own, defaults })
    }

    /// Returns the settings of the authorizer's function, if one is made.
    fn authorizer_settings(&self) -> Option<FunctionSettings<'_>> {
        let own = self.authorizer_function()?;
        Some(FunctionSettings { owner: FunctionOwner::Authorizer, own, defaults: &Function::EMPTY })
    }

    /// Returns the settings of a route's function, merged with the defaults, or `None` for an existing
    /// function.
    pub fn function(&self, route: &super::Route) -> Option<Function> {
        self.route_settings(route).map(|settings| settings.merged())
    }

    /// Returns the settings of the authorizer's function, to which defaults do not apply; `None` if the API makes no such
    /// function.
    pub fn authorizer_function(&self) -> Option<&Function> {
        match &self.authorizer {
            Authorizer::Lambda(LambdaAuthorizer {
                function: AuthorizerFunction::Own { settings, .. },
                ..
            }) => Some(settings),
            _ => None,
        }
    }
}
