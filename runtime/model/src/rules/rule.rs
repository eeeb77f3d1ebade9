use std::fmt;

use super::Warning;
use crate::{
    declaration::{FunctionLayout, FunctionOwner, RouteSettings, UNREACHABLE},
    limits,
    template::NotAnArn,
};

/// A rule, with the numbers and names of its violation.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Rule {
    /// An API has a limited number of routes.
    RouteCount {
        count: usize,
        /// There may be more.
        is_exact: bool,
    },
    /// An API has routes.
    NoRoutes,
    /// A message that selects no route has a route.
    NoDefaultRoute,
    /// Route keys differ in more than case, `-` and `_`.
    SimilarRouteKeys { key: String, other: String },
    /// A message can select a route.
    UnreachableRoute { key: String },
    /// A route key in an ARN is not a pattern.
    PatternRouteKey { key: String, pattern: &'static str },
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
    /// A format of the access log has the request's ID.
    FormatWithoutRequestId,
    /// WebSocket APIs have the variable of a format.
    UnsupportedVariable { variable: String },
    /// API Gateway has the variable of a format.
    UnknownVariable { variable: String },
    /// The retention of an access log is for a log group that is made.
    LostRetention,
    /// A zone has the records of names that end in its own.
    ForeignZone { name: String, zone: String },
    /// A zone is derived from a name that is known.
    UnknownZone,
    /// The first name of a certificate has a limited length.
    CertificateName,
    /// An API without API Gateway's own endpoint has a custom domain.
    UnreachableApi,
    /// An API that may have no endpoint of API Gateway's has a custom domain.
    PossiblyUnreachableApi,
    /// Layers, functions and certificates are in the API's Region.
    MixedRegions { noun: &'static str, region: String, other: &'static str, other_region: String },
    /// A stage has a limited number of variables.
    StageVariableCount { count: usize },
    /// A throttle limits something.
    EmptyThrottle,
    /// A throttle lets requests through.
    ClosedThrottle { key: &'static str },
    /// A stage has settings for routes of the API.
    UnknownRouteOfStage { key: String },
    /// A route of a stage has settings.
    EmptyRouteSettings { key: String },
    /// A trace has an execution log to be written to.
    LostDataTrace,
    /// A resource has a limited number of tags.
    TagCount { count: usize },
    /// Tags differ in more than case.
    DuplicateTag { key: String },
    /// A tag has letters and ASCII characters.
    TagCharacter { character: char },
    /// A declared name is not the name of something that the API makes.
    NameOfApi { name: String },
    /// A parameter does not have the name of a resource.
    NameOfResource { name: String },
    /// A declared output does not have the name of an output that the API makes.
    OutputOfApi { name: String },
    /// The declaration makes the resource whose properties it overrides.
    OverrideOfNothing { kind: &'static str },
    /// The program of a made function handles the events that are sent to it.
    UnhandledEvents {
        resource: String,
        function: String,
        /// The resource sends the events itself.
        is_sender: bool,
    },
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
    /// Returns the kind of warning that a violation is; `None` for an error.
    pub fn warning(&self) -> Option<Warning> {
        Some(match self {
            Rule::NoRoutes => Warning::NoRoutes,
            Rule::NoDefaultRoute => Warning::NoDefaultRoute,
            Rule::SimilarRouteKeys { .. } => Warning::SimilarRouteKeys,
            Rule::UnreachableRoute { .. } => Warning::UnreachableRoute,
            Rule::PatternRouteKey { .. } => Warning::PatternRouteKey,
            Rule::UnusedGroup { .. } => Warning::UnusedGroup,
            Rule::SlowFunction { .. } => Warning::SlowFunction,
            Rule::FormatWithoutRequestId => Warning::FormatWithoutRequestId,
            Rule::UnsupportedVariable { .. } | Rule::UnknownVariable { .. } => Warning::UnknownVariable,
            Rule::LostRetention => Warning::LostRetention,
            Rule::PossiblyUnreachableApi => Warning::UnreachableApi,
            Rule::ClosedThrottle { .. } => Warning::ClosedThrottle,
            Rule::LostDataTrace => Warning::LostDataTrace,
            Rule::UnhandledEvents { .. } => Warning::UnhandledEvents,
            Rule::WildcardPermissions => Warning::WildcardPermissions,
            Rule::NearLimit { .. } => Warning::NearLimit,
            _ => return None,
        })
    }

    /// Returns the message with another remedy than the rule's own, such as a name that is spelled alike.
    pub fn message(&self, remedy: &str) -> String {
        format!("{}; {remedy}{}", self.fault(), self.occurrences())
    }

    /// The fault alone.
    fn fault(&self) -> String {
        match self {
            Rule::RouteCount { count, is_exact } => {
                let more = if *is_exact { "" } else { "more than " };
                format!("this API has {more}{count} routes, and API Gateway takes {} at most", limits::ROUTES)
            }
            Rule::NoRoutes => "this API has no routes, and API Gateway deploys none without a route".into(),
            Rule::NoDefaultRoute => {
                "a message that selects none of these routes is answered with `Forbidden`".into()
            }
            Rule::SimilarRouteKeys { key, other } => {
                format!("`{key}` is another route than `{other}`: route keys are compared exactly")
            }
            Rule::UnreachableRoute { key } => format!(
                "no message selects `{key}`, which the text in `route_selection_expression` is not in"
            ),
            Rule::PatternRouteKey { key, pattern } => format!(
                "the permission to invoke the function of `{key}` is a pattern, because of its `{pattern}`"
            ),
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
            Rule::FormatWithoutRequestId => {
                "API Gateway refuses a format without `$context.requestId` or `$context.extendedRequestId`".into()
            }
            Rule::UnsupportedVariable { variable } => {
                format!("`$context.{variable}` is not available for WebSocket APIs and is logged as `-`")
            }
            Rule::UnknownVariable { variable } => format!("API Gateway knows no `$context.{variable}`"),
            Rule::LostRetention => {
                "`retention` has no effect beside `destination_arn`: the log group exists and keeps its own retention".into()
            }
            Rule::ForeignZone { name, zone } => {
                format!("`{name}` is not in the zone `{zone}`, and Route 53 takes no record of it there")
            }
            Rule::UnknownZone => "the hosted zone of a name with `${…}` is not known".into(),
            Rule::CertificateName => {
                format!("a certificate is made for a name of at most {} characters", limits::CERTIFICATE_NAME)
            }
            Rule::UnreachableApi => UNREACHABLE.into(),
            Rule::PossiblyUnreachableApi => {
                "where this comes out as `true`, no client reaches the API: it has no `custom_domain` that is not a wildcard"
                    .into()
            }
            Rule::MixedRegions { noun, region, other, other_region } => {
                format!("this {noun} is in `{region}` and the first {other} in `{other_region}`")
            }
            Rule::StageVariableCount { count } => format!(
                "there are {count} stage variables, and API Gateway takes {} at most",
                limits::STAGE_VARIABLES
            ),
            Rule::EmptyThrottle => "`throttle` is empty".into(),
            Rule::ClosedThrottle { key } => format!("`{key}: 0` lets no request through"),
            Rule::UnknownRouteOfStage { key } => format!("there is no route `{key}`"),
            Rule::EmptyRouteSettings { key } => format!("`{key}` has no settings"),
            Rule::LostDataTrace => "`data_trace` has no effect without an execution log to write to".into(),
            Rule::TagCount { count } => format!("there are {count} tags, and AWS takes {} at most", limits::TAGS),
            Rule::DuplicateTag { key } => {
                format!("the tag `{key}` is there already: IAM does not tell case apart")
            }
            Rule::TagCharacter { character } => format!("a tag cannot hold `{character}`"),
            Rule::NameOfApi { name } => format!("`{name}` is a name of the API's own"),
            Rule::NameOfResource { name } => format!("`{name}` is a resource already"),
            Rule::OutputOfApi { name } => format!("`{name}` is an output of the API's own"),
            Rule::OverrideOfNothing { kind } => format!("this declaration makes no `{kind}` to override"),
            Rule::UnhandledEvents { resource, function, is_sender } => {
                let sends = if *is_sender { "sends events of its own" } else { "lets another service send events" };
                format!(
                    "`{resource}` {sends} to `{function}`, whose program handles the events of this API's routes only"
                )
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
            Rule::NoDefaultRoute => "add `$default: handler`",
            Rule::PatternRouteKey { .. } => "take another route key",
            Rule::ForeignZone { .. } => "write a zone that the name ends in",
            Rule::UnknownZone => "write `hosted_zone` or `hosted_zone_id`",
            Rule::CertificateName => "bring your own `certificate`",
            Rule::MixedRegions { .. } => "take both from the API's Region",
            Rule::EmptyThrottle => "write a `rate`, a `burst` or both, as in `{ rate: 100, burst: 50 }`",
            Rule::ClosedThrottle { .. } => "write a larger number, or leave it out",
            Rule::UnknownRouteOfStage { .. } => {
                "settings are for the routes under the API's own `routes: { … }`"
            }
            Rule::EmptyRouteSettings { .. } => {
                return Some(format!("write {}", either(RouteSettings::KEYS.iter().copied())));
            }
            Rule::LostDataTrace => "write `execution_log: info`",
            Rule::NameOfApi { .. } | Rule::OutputOfApi { .. } => "take another",
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
            Rule::UnhandledEvents { .. } => "name a function that `resources` declares",
            Rule::WildcardPermissions => "name services, actions or resources",
            Rule::UnknownResource { .. } => {
                "declare it under `resources`, or write a service such as `\"s3\"`"
            }
            Rule::UnsupportedGrant { .. } => "write a statement `{ actions: […], resources: […] }`",
            Rule::UnknownReference { .. } => "declare it under `resources` or `parameters`",
            Rule::UnknownAttribute { known: [], .. } => "it has none",
            Rule::UnknownAttribute { known, .. } => {
                return Some(format!("expected {}", either(known.iter().copied())));
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
            Rule::NoRoutes
            | Rule::SimilarRouteKeys { .. }
            | Rule::UnreachableRoute { .. }
            | Rule::FormatWithoutRequestId
            | Rule::UnsupportedVariable { .. }
            | Rule::UnknownVariable { .. }
            | Rule::LostRetention
            | Rule::UnreachableApi
            | Rule::PossiblyUnreachableApi
            | Rule::StageVariableCount { .. }
            | Rule::TagCount { .. }
            | Rule::DuplicateTag { .. }
            | Rule::TagCharacter { .. }
            | Rule::NameOfResource { .. }
            | Rule::OverrideOfNothing { .. }
            | Rule::UnusedGroup { .. }
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

/// "`a`, `b` or `c`"
fn either<'a>(words: impl IntoIterator<Item = &'a str>) -> String {
    let words: Vec<String> = words.into_iter().map(|word| format!("`{word}`")).collect();
    match &words[..] {
        [first @ .., last] if !first.is_empty() => format!("{} or {last}", first.join(", ")),
        words => words.concat(),
    }
}
