use std::fmt;

use crate::{
    declaration::{FunctionLayout, FunctionOwner},
    limits,
    template::NotAnArn,
};

/// The severity of a violation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    Error,
    /// AWS accepts it, and it is probably a mistake.
    Warning,
}

/// A rule, with the numbers and names of its violation.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Rule {
    /// An API has a limited number of routes.
    RouteCount { count: usize },
    /// The group of a route is declared.
    UnknownGroup { name: String },
    /// A group has routes.
    UnusedGroup { name: String },
    /// Groups need a layout in which routes have several functions.
    GroupsOfSharedFunction,
    /// A function that serves every route has one set of settings.
    SettingsOfSharedFunction { key: &'static str },
    /// Defaults apply to every function, and cannot apply to one that exists already.
    DefaultsOfExistingFunction { route: String },
    /// Two functions have different names.
    DuplicateFunctionName { name: String },
    /// A name in `defaults` is the name of one function.
    DefaultFunctionName,
    /// One artifact has one architecture, and so have all functions that run it.
    MixedArchitectures {
        function: Owner,
        architecture: &'static str,
        others: &'static str,
        /// The API names the other architecture.
        is_declared: bool,
    },
    /// API Gateway waits a limited time for a function.
    SlowFunction { seconds: u32 },
    /// The environment of a function has a limited size.
    EnvironmentSize {
        function: Owner,
        bytes: usize,
        /// The runtime's own variable is among them.
        has_endpoint: bool,
    },
    /// A function has a limited number of layers.
    LayerCount { function: Owner, count: usize },
    /// A function has a layer once.
    DuplicateLayer { layer: String },
    /// A function has one version of a layer.
    SecondLayerVersion,
    /// An authorizer is asked on `$connect`.
    AuthorizerWithoutConnect,
    /// `"*"` permits everything.
    WildcardPermissions,
    /// The resource of a permission is declared.
    UnknownResource { name: String, more: usize },
    /// The access to a resource's type has known actions.
    UnsupportedGrant { kind: String },
    /// A reference names a resource or a parameter of the template.
    UnknownReference { name: String, attribute: Option<String>, more: usize },
    /// References name the API by its present name.
    RenamedApi { name: String, prefix: String, type_name: String },
    /// A resource has the attribute that a reference names.
    UnknownAttribute { kind: String, attribute: String, known: &'static [&'static str] },
    /// A parameter has no attributes.
    AttributeOfParameter { name: String, attribute: String },
    /// A reference in the place of an ARN gives one.
    NotAnArn(NotAnArn),
    /// Resources do not wait for each other in a circle.
    CircularDependency { resources: Vec<String> },
    /// The policies of a role have a limited size.
    PolicySize { characters: usize },
    /// A stack has a limited number of resources.
    ResourceCount { count: usize, apis: usize, layout: FunctionLayout },
    /// A template has a limited size.
    TemplateSize { bytes: usize },
    /// Nine tenths of a limit are reached.
    NearLimit { count: usize, noun: &'static str, of: &'static str, limit: usize },
    /// Names of a stack are distinct, and so are those of its APIs.
    DuplicateName { name: String },
    /// Two APIs of a stack have different paths of a domain, which one of them sets up.
    DuplicateDomain { name: String },
    /// The APIs of a stack have one artifact, and so one architecture.
    StackArchitectures { api: String, architecture: &'static str, other: String, others: &'static str },
}

/// A function in a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owner(String);

impl From<FunctionOwner<'_>> for Owner {
    fn from(owner: FunctionOwner<'_>) -> Self {
        Owner(match owner {
            FunctionOwner::Defaults => "the function of `defaults`".to_owned(),
            FunctionOwner::Route(key) => format!("the function of `{key}`"),
            FunctionOwner::Group(name) => format!("the function of the group `{name}`"),
            FunctionOwner::Authorizer => "the function of the authorizer".to_owned(),
        })
    }
}

impl fmt::Display for Owner {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Rule {
    pub fn level(&self) -> Level {
        match self {
            Rule::UnusedGroup { .. }
            | Rule::SlowFunction { .. }
            | Rule::WildcardPermissions
            | Rule::NearLimit { .. } => Level::Warning,
            _ => Level::Error,
        }
    }

    /// Returns the message with another remedy than the rule's own, such as a name that is spelled alike.
    pub fn message(&self, remedy: &str) -> String {
        format!("{}; {remedy}{}", self.fault(), self.occurrences())
    }

    /// The fault alone.
    fn fault(&self) -> String {
        match self {
            Rule::RouteCount { count } => {
                format!("this API has {count} routes, and API Gateway takes {} at most", limits::ROUTES)
            }
            Rule::UnknownGroup { name } => format!("there is no group `{name}`"),
            Rule::UnusedGroup { name } => format!("no route is in the group `{name}`"),
            Rule::GroupsOfSharedFunction => {
                "`groups` have no meaning with `functions: shared`: one function serves all routes".into()
            }
            Rule::SettingsOfSharedFunction { key } => {
                format!("`{key}` cannot differ by route with `functions: shared`")
            }
            Rule::DefaultsOfExistingFunction { route } => {
                format!("`defaults` cannot apply to the function of `{route}`, which exists already")
            }
            Rule::DuplicateFunctionName { name } => {
                format!("the name `{name}` is another function's already")
            }
            Rule::DefaultFunctionName => {
                "one `function_name` cannot name the functions of several routes".into()
            }
            Rule::MixedArchitectures { function, architecture, others, is_declared } => {
                let rest = if *is_declared { "the API" } else { "the others" };
                format!(
                    "{function} is for `{architecture}` and {rest} for `{others}`: one artifact has one architecture"
                )
            }
            Rule::SlowFunction { seconds } => format!(
                "API Gateway waits {} seconds for a function, and this one may run {seconds}",
                limits::INTEGRATION_TIMEOUT.as_secs()
            ),
            Rule::EnvironmentSize { function, bytes, has_endpoint } => {
                let with = if *has_endpoint {
                    format!(" with `{}`", limits::ENDPOINT_VARIABLE)
                } else {
                    String::new()
                };
                format!(
                    "{function} has {bytes} bytes of environment{with}, and Lambda takes {} at most",
                    limits::ENVIRONMENT
                )
            }
            Rule::LayerCount { function, count } => {
                format!("{function} has {count} layers, and Lambda takes {} at most", limits::LAYERS)
            }
            Rule::DuplicateLayer { layer } => format!("layer `{layer}` is there already"),
            Rule::SecondLayerVersion => "another version of this layer is there already".into(),
            Rule::AuthorizerWithoutConnect => {
                "an authorizer is asked on `$connect` only, and there is no such route".into()
            }
            Rule::WildcardPermissions => "`\"*\"` permits every action on everything in the account".into(),
            Rule::UnknownResource { name, .. } => format!("there is no resource `{name}`"),
            Rule::UnsupportedGrant { kind } => format!("what a permission on `{kind}` means is not known"),
            Rule::UnknownReference { name, .. } => format!("`{name}` names nothing in the template"),
            Rule::RenamedApi { name, prefix, type_name } => format!(
                "`{name}` names nothing in the template, and neither do the others that begin with `{prefix}`: this API is \
                 called `{type_name}`"
            ),
            Rule::UnknownAttribute { kind, attribute, .. } => {
                format!("`{kind}` gives no attribute `{attribute}`")
            }
            Rule::AttributeOfParameter { name, attribute } => {
                format!("`{name}` is a parameter, which gives no attribute `{attribute}`")
            }
            Rule::NotAnArn(problem) => problem.to_string(),
            Rule::CircularDependency { resources } => {
                let round = resources.iter().chain(resources.first());
                let round: Vec<String> = round.map(|id| format!("`{id}`")).collect();
                format!("these resources wait for each other, so none can be made: {}", round.join(" → "))
            }
            Rule::PolicySize { characters } => format!(
                "a function's permissions take {characters} characters, and a role takes {} at most",
                limits::ROLE_POLICIES
            ),
            Rule::ResourceCount { count, apis, .. } => {
                let make = if *apis == 1 { "this API makes" } else { "these APIs make" };
                format!(
                    "{make} {count} resources, and a CloudFormation stack takes {} at most",
                    limits::RESOURCES
                )
            }
            Rule::TemplateSize { bytes } => format!(
                "this template has {bytes} bytes, and CloudFormation takes {} at most, from S3",
                limits::TEMPLATE_OBJECT
            ),
            Rule::NearLimit { count, noun, of, limit } => {
                format!("there are {count} {noun} here, and {of} takes {limit} at most")
            }
            Rule::DuplicateName { name } => format!("`{name}` is declared twice in one stack"),
            Rule::DuplicateDomain { name } => {
                format!(
                    "two APIs have the domain `{name}`: one declares it, the other shares it under another `path`"
                )
            }
            Rule::StackArchitectures { api, architecture, other, others } => format!(
                "`{api}` is for `{architecture}` and `{other}` for `{others}`: one artifact has one architecture"
            ),
        }
    }

    /// The remedy that is known without looking for similar names.
    fn remedy(&self) -> Option<String> {
        let remedy = match self {
            Rule::RouteCount { .. } => "let `$default` dispatch the rest, or divide it into several APIs",
            Rule::UnknownGroup { name } => return Some(format!("write `groups: {{ {name}: {{ … }} }}`")),
            Rule::SettingsOfSharedFunction { .. } => "write it under `defaults: { function: { … } }`",
            Rule::DefaultsOfExistingFunction { .. } => "write the settings at the other routes",
            Rule::MixedArchitectures { is_declared: true, .. } => "leave it out",
            Rule::MixedArchitectures { is_declared: false, .. } => {
                "declare it once, as `architecture` of the API"
            }
            Rule::SlowFunction { .. } => "let it hand long work over",
            Rule::EnvironmentSize { .. } => "keep large values in SSM Parameter Store or S3",
            Rule::AuthorizerWithoutConnect => "add `$connect: handler`",
            Rule::WildcardPermissions => "name services, actions or resources",
            Rule::UnknownResource { .. } => {
                "declare it under `resources`, or write a service such as `\"s3\"`"
            }
            Rule::UnsupportedGrant { .. } => "write a statement `{ actions: […], resources: […] }`",
            Rule::UnknownReference { .. } => "declare it under `resources` or `parameters`",
            Rule::UnknownAttribute { known: [], .. } => "it has none",
            Rule::UnknownAttribute { known, .. } => {
                let known: Vec<String> = known.iter().map(|name| format!("`{name}`")).collect();
                return Some(format!(
                    "expected {}",
                    match &known[..] {
                        [first @ .., last] if !first.is_empty() => format!("{} or {last}", first.join(", ")),
                        known => known.concat(),
                    }
                ));
            }
            Rule::AttributeOfParameter { name, .. } => return Some(format!("write `${{{name}}}`")),
            Rule::PolicySize { .. } => "write fewer and wider `permissions`",
            Rule::ResourceCount { apis: 1, layout: FunctionLayout::PerRoute, .. } => {
                "each route has a function with a role, a permission and an integration: write `functions: shared` to serve \
                 all routes by one, or let some share one by `groups`"
            }
            Rule::ResourceCount { apis: 1, layout: FunctionLayout::Shared, .. } => {
                "divide it into several APIs, each in a stack of its own"
            }
            Rule::ResourceCount { .. } => {
                "let routes share functions (`functions: shared`, `groups`), or put each API in a stack of its own"
            }
            Rule::TemplateSize { .. } => {
                "let routes share a function (`functions: shared`, `groups`), or divide it into several APIs"
            }
            Rule::DuplicateName { .. } => "rename one",
            Rule::StackArchitectures { .. } => "declare the same `architecture` for both",
            Rule::UnusedGroup { .. }
            | Rule::GroupsOfSharedFunction
            | Rule::DuplicateFunctionName { .. }
            | Rule::DefaultFunctionName
            | Rule::LayerCount { .. }
            | Rule::DuplicateLayer { .. }
            | Rule::SecondLayerVersion
            | Rule::RenamedApi { .. }
            | Rule::NotAnArn(_)
            | Rule::CircularDependency { .. }
            | Rule::NearLimit { .. }
            | Rule::DuplicateDomain { .. } => return None,
        };
        Some(remedy.to_owned())
    }

    /// The count of further places with the same fault.
    fn occurrences(&self) -> String {
        let (Rule::UnknownResource { more, .. } | Rule::UnknownReference { more, .. }) = self else {
            return String::new();
        };
        match more {
            0 => String::new(),
            1 => " (named once more)".into(),
            more => format!(" (named {more} times more)"),
        }
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.remedy() {
            Some(remedy) => f.write_str(&self.message(&remedy)),
            None => f.write_str(&self.fault()),
        }
    }
}
