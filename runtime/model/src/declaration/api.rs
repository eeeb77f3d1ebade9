use crate::limits;

use super::{
    AccessLog, Architecture, Authorizer, AuthorizerFunction, CustomDomain, Declared, Function,
    FunctionLayout, Group, Import, LambdaAuthorizer, List, Overrides, Permissions, Route, RouteFunction,
    Stage, Str, Text, words::words,
};

/// A whole declaration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declaration {
    /// The Rust type that the declaration makes. Logical ids begin with it.
    pub type_name: Str,
    /// The declaration's doc comment.
    pub documentation: Option<Str>,
    pub name: Option<Text>,
    pub description: Option<Text>,
    pub tags: List<Tag>,
    /// In the order written; no key twice.
    pub routes: List<Route>,
    /// `defaults.function`
    pub defaults: Function,
    pub functions: FunctionLayout,
    /// `None`: what [`Declaration::architecture`] says.
    pub architecture: Option<Architecture>,
    pub authorizer: Authorizer,
    /// `None` when logging is off.
    pub access_log: Option<AccessLog>,
    pub stage: Stage,
    pub route_selection_expression: Str,
    pub cloudwatch_role: CloudwatchRole,
    /// What every route's function may do, attached after its own permissions.
    pub permissions: Option<Permissions>,
    pub declared: Declared,
    pub custom_domain: Option<CustomDomain>,
    pub groups: List<Group>,
    pub import: Option<Import>,
    pub overrides: Overrides,
}

impl Declaration {
    /// An API of which only the name is known.
    pub const fn new(type_name: &'static str) -> Declaration {
        Declaration {
            type_name: Str::Borrowed(type_name),
            documentation: None,
            name: None,
            description: None,
            tags: List::Borrowed(&[]),
            routes: List::Borrowed(&[]),
            defaults: Function::EMPTY,
            functions: FunctionLayout::PerRoute,
            architecture: None,
            authorizer: Authorizer::None,
            access_log: Some(AccessLog::DEFAULT),
            stage: Stage::DEFAULT,
            route_selection_expression: Str::Borrowed(limits::default::ROUTE_SELECTION_EXPRESSION),
            cloudwatch_role: CloudwatchRole::Create,
            permissions: None,
            declared: Declared::EMPTY,
            custom_domain: None,
            groups: List::Borrowed(&[]),
            import: None,
            overrides: Overrides::EMPTY,
        }
    }

    /// The settings of the function behind a route, the defaults included; `None` if it exists already.
    pub fn function(&self, route: &Route) -> Option<Function> {
        let own = match (&route.function, self.functions) {
            (RouteFunction::Existing(_), _) => return None,
            (_, FunctionLayout::Shared) => return Some(self.defaults.clone()),
            (RouteFunction::Own(function), _) => function,
            (RouteFunction::Group(name), _) => {
                &self.groups.iter().find(|group| group.name == *name)?.function
            }
        };
        Some(own.over(&self.defaults))
    }

    /// The settings of the authorizer's function, for which the defaults, those of routes, are none; `None` if there is none
    /// to make.
    pub fn authorizer_function(&self) -> Option<&Function> {
        match &self.authorizer {
            Authorizer::Lambda(LambdaAuthorizer {
                function: AuthorizerFunction::Own { settings, .. },
                ..
            }) => Some(settings),
            _ => None,
        }
    }

    /// The custom domain that reaches the API by one name: not a wildcard.
    pub fn host(&self) -> Option<&CustomDomain> {
        self.custom_domain.as_ref().filter(|domain| !domain.is_wildcard())
    }

    /// The settings of each function that runs the artifact, the defaults left out: the route's key, or `authorizer`, and the
    /// function's own settings. A function of several routes is there for each of them.
    fn made_functions(&self) -> impl Iterator<Item = (&str, &Function)> {
        let routes = self.routes.iter().filter_map(|route| {
            let own = match (&route.function, self.functions) {
                (RouteFunction::Existing(_), _) => return None,
                (_, FunctionLayout::Shared) => &Function::EMPTY,
                (RouteFunction::Own(function), _) => function,
                (RouteFunction::Group(name), _) => {
                    &self.groups.iter().find(|group| group.name == *name)?.function
                }
            };
            Some((&*route.key, own))
        });
        routes.chain(self.authorizer_function().map(|function| ("authorizer", function)))
    }

    /// Returns `true` if any function runs the artifact.
    pub fn has_functions(&self) -> bool {
        self.made_functions().next().is_some()
    }

    /// The instruction set of the artifact, and so of every function that runs it: the API's, or that of `defaults`, or the
    /// one that every function names, or else `x86_64`.
    pub fn architecture(&self) -> Architecture {
        self.architecture.or(self.defaults.architecture).unwrap_or_else(|| {
            let mut named = self.made_functions().map(|(_, function)| function.architecture);
            match named.next().flatten() {
                Some(first) if named.all(|other| other == Some(first)) => first,
                _ => Architecture::DEFAULT,
            }
        })
    }

    /// A function that names another instruction set than the artifact's: the route's key, or `authorizer`, and the name.
    pub fn other_architecture(&self) -> Option<(&str, Architecture)> {
        let whole = self.architecture();
        self.made_functions().find_map(|(name, function)| {
            function.architecture.filter(|named| *named != whole).map(|named| (name, named))
        })
    }

    /// The route with this key, compared exactly as API Gateway does.
    pub fn route(&self, key: &str) -> Option<&Route> {
        self.routes.iter().find(|route| route.key == key)
    }
}

/// A tag, on every resource that takes tags.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    pub key: Str,
    pub value: Text,
}

words! {
    /// Who sets the role with which API Gateway writes to CloudWatch Logs: one setting for each account and Region.
    pub enum CloudwatchRole: "CloudWatch role" {
        /// This stack makes the role and leaves it behind when it is deleted.
        Create = "create",
        /// It is set already.
        Existing = "existing",
    }
}
