use std::fmt;

use super::Warning;
use crate::{
    declaration::{FunctionLayout, FunctionOwner, RouteSettings, UNREACHABLE},
    limits,
    message::{Help, Message, list},
    template::NotAnArn,
};

/// A rule, with the numbers and names of its violation.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Rule {
    /// An API has a limited number of routes.
    RouteCount {
        count: usize,
        /// `false` if there may be more routes.
        is_exact: bool,
    },
    /// An API has routes.
    NoRoutes,
    /// Every message selects a route.
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
        /// `true` if the API names the other architecture.
        is_declared: bool,
    },
    /// API Gateway waits a limited time for a function.
    SlowFunction { seconds: u32 },
    /// The environment of a function has a limited size.
    EnvironmentSize {
        function: Owner,
        bytes: usize,
        /// `true` if the runtime's endpoint variable is among them.
        has_endpoint: bool,
    },
    /// A function has a limited number of layers.
    LayerCount { function: Owner, count: usize },
    /// A function has a layer once.
    DuplicateLayer { layer: String },
    /// A function has one version of a layer.
    SecondLayerVersion,
    /// API Gateway invokes an authorizer on `$connect`.
    AuthorizerWithoutConnect,
    /// A format of the access log has the request's ID.
    FormatWithoutRequestId,
    /// WebSocket APIs have the variable of a format.
    UnsupportedVariable { variable: String },
    /// API Gateway has the variable of a format.
    UnknownVariable { variable: String },
    /// The retention of an access log applies to a log group of the stack.
    LostRetention,
    /// A zone has the records of names that end in the zone's name.
    ForeignZone { name: String, zone: String },
    /// A zone is derived from a known name.
    UnknownZone,
    /// The first name of a certificate has a limited length.
    CertificateName,
    /// An API without a default endpoint has a custom domain.
    UnreachableApi,
    /// An API whose default endpoint may be disabled has a custom domain.
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
    /// A trace requires an execution log.
    LostDataTrace,
    /// A resource has a limited number of tags.
    TagCount { count: usize },
    /// Tags differ in more than case.
    DuplicateTag { key: String },
    /// A tag has letters and ASCII characters.
    TagCharacter { character: char },
    /// A declared name differs from the names of the API's resources.
    NameOfApi { name: String },
    /// A parameter and a resource have different names.
    NameOfResource { name: String },
    /// A declared output differs from the outputs of the API.
    OutputOfApi { name: String },
    /// The declaration makes the resource whose properties it overrides.
    OverrideOfNothing { kind: &'static str },
    /// The program of a function handles the events that the function receives.
    UnhandledEvents {
        resource: String,
        function: String,
        /// `true` if the resource sends the events itself.
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
    /// References name the API by its current name.
    RenamedApi { name: String, prefix: String, type_name: String },
    /// A resource has the attribute that a reference names.
    UnknownAttribute { kind: String, attribute: String, known: &'static [&'static str] },
    /// A parameter has no attributes.
    AttributeOfParameter { name: String, attribute: String },
    /// A reference in place of an ARN returns an ARN.
    NotAnArn(NotAnArn),
    /// Resources do not depend on each other in a cycle.
    CircularDependency { resources: Vec<String> },
    /// The policies of a role have a limited size.
    PolicySize { characters: usize },
    /// A stack has a limited number of resources.
    ResourceCount { count: usize, apis: usize, layout: FunctionLayout },
    /// A template has a limited size.
    TemplateSize { bytes: usize },
    /// A number is below 90 % of a limit.
    NearLimit { count: usize, noun: &'static str, of: &'static str, limit: usize },
    /// Names of a stack are distinct, and so are those of its APIs.
    DuplicateName { name: String },
    /// A domain that an API sets up has one API for each path.
    DuplicateDomain { name: String },
    /// The APIs of a stack have one artifact, and so one architecture.
    StackArchitectures { api: String, architecture: &'static str, other: String, others: &'static str },
}

macro_rules! names {
    ($($variant:ident = $name:literal,)+) => {
        impl Rule {
            /// The name of every rule.
            pub const NAMES: &'static [&'static str] = &[$($name),+];

            /// Returns the name of the rule. The name of a warning is its word for `allow`.
            pub fn name(&self) -> &'static str {
                match (self.warning(), self) {
                    (Some(warning), _) => warning.word(),
                    $((None, Rule::$variant { .. }) => $name,)+
                }
            }
        }
    };
}

names! {
    RouteCount = "route_count",
    NoRoutes = "no_routes",
    NoDefaultRoute = "no_default_route",
    SimilarRouteKeys = "similar_route_keys",
    UnreachableRoute = "unreachable_route",
    PatternRouteKey = "pattern_route_key",
    UnknownGroup = "unknown_group",
    UnusedGroup = "unused_group",
    GroupsOfSharedFunction = "groups_of_shared_function",
    SettingsOfSharedFunction = "settings_of_shared_function",
    DefaultsOfExistingFunction = "defaults_of_existing_function",
    DuplicateFunctionName = "duplicate_function_name",
    DefaultFunctionName = "default_function_name",
    MixedArchitectures = "mixed_architectures",
    SlowFunction = "slow_function",
    EnvironmentSize = "environment_size",
    LayerCount = "layer_count",
    DuplicateLayer = "duplicate_layer",
    SecondLayerVersion = "second_layer_version",
    AuthorizerWithoutConnect = "authorizer_without_connect",
    FormatWithoutRequestId = "format_without_request_id",
    UnsupportedVariable = "unknown_variable",
    UnknownVariable = "unknown_variable",
    LostRetention = "lost_retention",
    ForeignZone = "foreign_zone",
    UnknownZone = "unknown_zone",
    CertificateName = "certificate_name",
    UnreachableApi = "unreachable_api",
    PossiblyUnreachableApi = "unreachable_api",
    MixedRegions = "mixed_regions",
    StageVariableCount = "stage_variable_count",
    EmptyThrottle = "empty_throttle",
    ClosedThrottle = "closed_throttle",
    UnknownRouteOfStage = "unknown_route_of_stage",
    EmptyRouteSettings = "empty_route_settings",
    LostDataTrace = "lost_data_trace",
    TagCount = "tag_count",
    DuplicateTag = "duplicate_tag",
    TagCharacter = "tag_character",
    NameOfApi = "name_of_api",
    NameOfResource = "name_of_resource",
    OutputOfApi = "output_of_api",
    OverrideOfNothing = "override_of_nothing",
    UnhandledEvents = "unhandled_events",
    WildcardPermissions = "wildcard_permissions",
    UnknownResource = "unknown_resource",
    UnsupportedGrant = "unsupported_grant",
    UnknownReference = "unknown_reference",
    RenamedApi = "renamed_api",
    UnknownAttribute = "unknown_attribute",
    AttributeOfParameter = "attribute_of_parameter",
    NotAnArn = "not_an_arn",
    CircularDependency = "circular_dependency",
    PolicySize = "policy_size",
    ResourceCount = "resource_count",
    TemplateSize = "template_size",
    NearLimit = "near_limit",
    DuplicateName = "duplicate_name",
    DuplicateDomain = "duplicate_domain",
    StackArchitectures = "stack_architectures",
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
    /// Returns the kind of warning, or `None` for an error.
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

    /// Returns the message.
    pub fn message(&self) -> Message {
        self.with_helps(self.remedies())
    }

    /// Returns the message with another remedy than the rule's own, such as a similar name.
    pub fn message_with(&self, help: Help) -> Message {
        self.with_helps(vec![help])
    }

    fn with_helps(&self, helps: Vec<Help>) -> Message {
        let message = helps.into_iter().fold(Message::new(self.fault()), Message::with_help);
        self.notes().into_iter().fold(message, Message::note)
    }

    /// Returns the fault.
    fn fault(&self) -> String {
        match self {
            Rule::RouteCount { count, is_exact } => {
                let more = if *is_exact { "" } else { "more than " };
                exceeds(&format!("{more}{count} routes"), "API Gateway", limits::ROUTES)
            }
            Rule::NoRoutes => "API without routes".into(),
            Rule::NoDefaultRoute => "API without the route `$default`".into(),
            Rule::SimilarRouteKeys { key, other } => format!("route key `{key}` is similar to `{other}`"),
            Rule::UnreachableRoute { key } => format!("unreachable route `{key}`"),
            Rule::PatternRouteKey { key, pattern } => format!("pattern `{pattern}` in the route key `{key}`"),
            Rule::UnknownGroup { name } => format!("unknown group `{name}`"),
            Rule::UnusedGroup { name } => format!("unused group `{name}`"),
            Rule::GroupsOfSharedFunction => "`groups` cannot be used with `functions: shared`".into(),
            Rule::SettingsOfSharedFunction { key } => {
                format!("`{key}` of a route cannot be used with `functions: shared`")
            }
            Rule::DefaultsOfExistingFunction { route } => {
                format!("`defaults` cannot be used with the existing function of `{route}`")
            }
            Rule::DuplicateFunctionName { name } => format!("duplicate function name `{name}`"),
            Rule::DefaultFunctionName => "`function_name` in `defaults` of several functions".into(),
            Rule::MixedArchitectures { function, architecture, others, is_declared } => {
                let rest = if *is_declared { "of the API" } else { "elsewhere" };
                format!("{function} has the architecture `{architecture}`, `{others}` {rest}")
            }
            Rule::SlowFunction { seconds } => format!(
                "`timeout` of {seconds} s exceeds the integration timeout of {} s",
                limits::INTEGRATION_TIMEOUT.as_secs()
            ),
            Rule::EnvironmentSize { function, bytes, .. } => {
                exceeds(&format!("{bytes} bytes of environment of {function}"), "Lambda", limits::ENVIRONMENT)
            }
            Rule::LayerCount { function, count } => {
                exceeds(&format!("{count} layers of {function}"), "Lambda", limits::LAYERS)
            }
            Rule::DuplicateLayer { layer } => format!("duplicate layer `{layer}`"),
            Rule::SecondLayerVersion => "duplicate layer in another version".into(),
            Rule::AuthorizerWithoutConnect => "authorizer without the route `$connect`".into(),
            Rule::FormatWithoutRequestId => "access log format without a request ID".into(),
            Rule::UnsupportedVariable { variable } | Rule::UnknownVariable { variable } => {
                format!("unknown variable `$context.{variable}`")
            }
            Rule::LostRetention => "`retention` has no effect with `destination_arn`".into(),
            Rule::ForeignZone { name, zone } => format!("`{name}` is not in the hosted zone `{zone}`"),
            Rule::UnknownZone => "unknown hosted zone of a name with `${…}`".into(),
            Rule::CertificateName => exceeds("domain name", "ACM", limits::CERTIFICATE_NAME) + " characters",
            Rule::UnreachableApi => UNREACHABLE.into(),
            Rule::PossiblyUnreachableApi => "API that may have no endpoint".into(),
            Rule::MixedRegions { noun, region, other, other_region } => {
                format!("{noun} in `{region}`, {other} in `{other_region}`")
            }
            Rule::StageVariableCount { count } => {
                exceeds(&format!("{count} stage variables"), "API Gateway", limits::STAGE_VARIABLES)
            }
            Rule::EmptyThrottle => "empty `throttle`".into(),
            Rule::ClosedThrottle { key } => format!("`{key}: 0` rejects every request"),
            Rule::UnknownRouteOfStage { key } => format!("unknown route `{key}`"),
            Rule::EmptyRouteSettings { key } => format!("empty settings of `{key}`"),
            Rule::LostDataTrace => "`data_trace` has no effect without an execution log".into(),
            Rule::TagCount { count } => exceeds(&format!("{count} tags"), "AWS", limits::TAGS),
            Rule::DuplicateTag { key } => format!("duplicate tag `{key}`"),
            Rule::TagCharacter { character } => format!("invalid character `{character}` in a tag"),
            Rule::NameOfApi { name } => format!("reserved name `{name}`"),
            Rule::NameOfResource { name } => format!("duplicate name `{name}`"),
            Rule::OutputOfApi { name } => format!("reserved output name `{name}`"),
            Rule::OverrideOfNothing { kind } => format!("override of a missing resource `{kind}`"),
            Rule::UnhandledEvents { resource, function, .. } => {
                format!("events of `{resource}` are not handled by `{function}`")
            }
            Rule::WildcardPermissions => "permissions for every action on every resource".into(),
            Rule::UnknownResource { name, .. } => format!("unknown resource `{name}`"),
            Rule::UnsupportedGrant { kind } => format!("no predefined permissions for `{kind}`"),
            Rule::UnknownReference { name, .. } => format!("unknown resource or parameter `{name}`"),
            Rule::RenamedApi { name, .. } => format!("unknown resource `{name}`"),
            Rule::UnknownAttribute { kind, attribute, .. } => {
                format!("unknown attribute `{attribute}` of `{kind}`")
            }
            Rule::AttributeOfParameter { name, attribute } => {
                format!("attribute `{attribute}` of the parameter `{name}`")
            }
            Rule::NotAnArn(problem) => problem.to_string(),
            Rule::CircularDependency { .. } => "circular dependency between resources".into(),
            Rule::PolicySize { characters } => {
                exceeds(&format!("{characters} characters of permissions"), "IAM", limits::ROLE_POLICIES)
            }
            Rule::ResourceCount { count, .. } => {
                exceeds(&format!("{count} resources"), "CloudFormation", limits::RESOURCES)
            }
            Rule::TemplateSize { bytes } => {
                exceeds(&format!("{bytes} bytes of template"), "CloudFormation", limits::TEMPLATE_OBJECT)
            }
            Rule::NearLimit { count, noun, limit, .. } => format!("{count} of {limit} {noun} used"),
            Rule::DuplicateName { name } => format!("duplicate name `{name}` in one stack"),
            Rule::DuplicateDomain { name } => format!("duplicate custom domain `{name}` in one stack"),
            Rule::StackArchitectures { api, architecture, other, others } => {
                format!("`{api}` has the architecture `{architecture}`, `{other}` has `{others}`")
            }
        }
    }

    /// Returns the remedies, except for similar names.
    fn remedies(&self) -> Vec<Help> {
        let remedy = match self {
            Rule::RouteCount { .. } => "handle some messages in `$default`, or declare several APIs",
            Rule::NoDefaultRoute => "add `$default: handler`",
            Rule::PatternRouteKey { .. } => "use another route key",
            Rule::ForeignZone { .. } => "write a hosted zone that is a suffix of the name",
            Rule::UnknownZone => "write `hosted_zone` or `hosted_zone_id`",
            Rule::CertificateName => "write the ARN of an existing `certificate`",
            Rule::MixedRegions { .. } => "use resources in the API's Region",
            Rule::EmptyThrottle => "write a `rate`, a `burst` or both: `{ rate: 100, burst: 50 }`",
            Rule::ClosedThrottle { key } => {
                return vec![Help::new(format_args!("write a positive number, or remove `{key}`"))];
            }
            Rule::UnknownRouteOfStage { .. } => "write a key of the API's own `routes: { … }`",
            Rule::EmptyRouteSettings { .. } => {
                let keys = list(RouteSettings::KEYS.iter().copied());
                return vec![Help::new(format_args!("write {keys}"))];
            }
            Rule::LostDataTrace => "write `execution_log: info`",
            Rule::NameOfApi { .. } | Rule::OutputOfApi { .. } | Rule::NameOfResource { .. } => {
                "use another name"
            }
            Rule::UnknownGroup { name } => {
                return vec![Help::new(format_args!("write `groups: {{ {name}: {{ … }} }}`"))];
            }
            Rule::UnusedGroup { .. } => "write `group` in the function of a route",
            Rule::SettingsOfSharedFunction { .. } => "move the setting to `defaults: { function: { … } }`",
            Rule::DefaultsOfExistingFunction { .. } => "move the settings to the other routes",
            Rule::DefaultFunctionName => "write `function_name` in the functions of routes",
            Rule::MixedArchitectures { is_declared: true, .. } => "remove the `architecture` of the function",
            Rule::MixedArchitectures { is_declared: false, .. } => "write `architecture` of the API instead",
            Rule::SlowFunction { .. } => "lower the `timeout`, or process long work asynchronously",
            Rule::EnvironmentSize { .. } => "keep large values in SSM Parameter Store or S3",
            Rule::DuplicateLayer { .. } | Rule::SecondLayerVersion => "remove one of them",
            Rule::AuthorizerWithoutConnect => "add `$connect: handler`",
            Rule::FormatWithoutRequestId => "add `$context.requestId` or `$context.extendedRequestId`",
            Rule::LostRetention => "remove `retention`",
            Rule::UnreachableApi => "write a `custom_domain`, or remove `DisableExecuteApiEndpoint`",
            Rule::PossiblyUnreachableApi => "write a `custom_domain` that is not a wildcard",
            Rule::UnhandledEvents { .. } => "write the name of a function in `resources`",
            Rule::WildcardPermissions => "write services, actions or resources",
            Rule::UnknownResource { .. } => {
                return vec![
                    Help::new("declare the resource under `resources`"),
                    Help::new("write a service, such as `\"s3\"`"),
                ];
            }
            Rule::UnsupportedGrant { .. } => "write a statement: `{ actions: […], resources: […] }`",
            Rule::UnknownReference { name, attribute, .. } => {
                let (text, place) = match attribute {
                    Some(attribute) => (format!("{name}.{attribute}"), "`resources`"),
                    None => (name.clone(), "`resources` or `parameters`"),
                };
                return vec![
                    Help::new(format_args!("declare `{name}` under {place}")),
                    Help::new(format_args!("write `${{!{text}}}` for the literal text")),
                ];
            }
            Rule::UnknownAttribute { known: [], .. } => "write the reference without an attribute",
            Rule::UnknownAttribute { known, .. } => {
                return vec![Help::new(format_args!("expected {}", list(known.iter().copied())))];
            }
            Rule::AttributeOfParameter { name, attribute } => {
                let text = format!("write `${{{name}}}`");
                return vec![Help::replace(text, format!("{name}.{attribute}"), &**name)];
            }
            Rule::NotAnArn(problem) => return problem.help().into_iter().collect(),
            Rule::PolicySize { .. } => "write fewer and wider `permissions`",
            Rule::ResourceCount { apis: 1, layout: FunctionLayout::PerRoute, .. } => {
                "share functions between routes: `functions: shared`, or `groups`"
            }
            Rule::ResourceCount { apis: 1, layout: FunctionLayout::Shared, .. } => {
                "declare several APIs, each in its own stack"
            }
            Rule::ResourceCount { .. } => {
                return vec![
                    Help::new("share functions between routes: `functions: shared`, or `groups`"),
                    Help::new("put each API in its own stack"),
                ];
            }
            Rule::TemplateSize { .. } => {
                return vec![
                    Help::new("share functions between routes: `functions: shared`, or `groups`"),
                    Help::new("declare several APIs, each in its own stack"),
                ];
            }
            Rule::DuplicateName { .. } => "rename one of them",
            Rule::StackArchitectures { .. } => "write the same `architecture` in both APIs",
            Rule::NoRoutes
            | Rule::SimilarRouteKeys { .. }
            | Rule::UnreachableRoute { .. }
            | Rule::UnsupportedVariable { .. }
            | Rule::UnknownVariable { .. }
            | Rule::StageVariableCount { .. }
            | Rule::TagCount { .. }
            | Rule::DuplicateTag { .. }
            | Rule::TagCharacter { .. }
            | Rule::OverrideOfNothing { .. }
            | Rule::GroupsOfSharedFunction
            | Rule::DuplicateFunctionName { .. }
            | Rule::LayerCount { .. }
            | Rule::RenamedApi { .. }
            | Rule::CircularDependency { .. }
            | Rule::NearLimit { .. }
            | Rule::DuplicateDomain { .. } => return Vec::new(),
        };
        vec![Help::new(remedy)]
    }

    /// Returns the reason of the fault and other facts about it.
    fn notes(&self) -> Vec<String> {
        let note = match self {
            Rule::NoRoutes => "API Gateway deploys only APIs with a route",
            Rule::NoDefaultRoute => "API Gateway answers a message that selects no route with `Forbidden`",
            Rule::SimilarRouteKeys { .. } => "API Gateway compares route keys exactly",
            Rule::UnreachableRoute { .. } => {
                "every value of `route_selection_expression` has text that the route key does not have"
            }
            Rule::PatternRouteKey { .. } => {
                "the permission to invoke the route's function applies to other route keys too"
            }
            Rule::GroupsOfSharedFunction => "one function serves all routes",
            Rule::DefaultFunctionName | Rule::DuplicateFunctionName { .. } => {
                "two functions cannot have the same name"
            }
            Rule::MixedArchitectures { .. } | Rule::StackArchitectures { .. } => {
                "all functions run one artifact, which has one architecture"
            }
            Rule::EnvironmentSize { has_endpoint: true, .. } => {
                return vec![format!("`{}` is included", limits::ENDPOINT_VARIABLE)];
            }
            Rule::AuthorizerWithoutConnect => "API Gateway calls an authorizer on `$connect` only",
            Rule::FormatWithoutRequestId => "API Gateway rejects such a format",
            Rule::UnsupportedVariable { .. } => "WebSocket APIs do not have this variable and log `-`",
            Rule::LostRetention => "an existing log group keeps its own retention",
            Rule::UnreachableApi | Rule::PossiblyUnreachableApi => {
                "clients and functions need a host name to connect to"
            }
            Rule::DuplicateTag { .. } => "IAM compares the keys of tags without case",
            Rule::NameOfApi { .. } | Rule::OutputOfApi { .. } => {
                "the template has this name for a part of the API"
            }
            Rule::UnhandledEvents { function, is_sender, .. } => {
                let sends = if *is_sender { "sends events" } else { "lets another service send events" };
                return vec![format!(
                    "the resource {sends} to `{function}`, which handles only the events of this API's routes"
                )];
            }
            Rule::RenamedApi { prefix, type_name, .. } => {
                return vec![
                    format!("this API is named `{type_name}`"),
                    format!("all names that start with `{prefix}` are affected"),
                ];
            }
            Rule::CircularDependency { resources } => {
                let round = resources.iter().chain(resources.first());
                let round: Vec<String> = round.map(|id| format!("`{id}`")).collect();
                return vec![round.join(" → ")];
            }
            Rule::ResourceCount { layout: FunctionLayout::PerRoute, .. } => {
                "each route has a function with a role, a permission and an integration"
            }
            Rule::NearLimit { of, .. } => return vec![format!("the limit applies to {of}")],
            Rule::DuplicateDomain { .. } => {
                "one API declares a domain, and the others share it, each with its own `path`"
            }
            Rule::UnknownResource { more, .. } | Rule::UnknownReference { more, .. } => match more {
                0 => return Vec::new(),
                1 => "the declaration has this name once more",
                more => return vec![format!("the declaration has this name {more} more times")],
            },
            _ => return Vec::new(),
        };
        vec![note.to_owned()]
    }
}

/// Returns a fault such as "301 routes exceed API Gateway's limit of 300".
fn exceeds(subject: &str, owner: &str, limit: impl fmt::Display) -> String {
    let is_count = subject.starts_with(|c: char| c.is_ascii_digit()) || subject.starts_with("more");
    let verb = if is_count { "exceed" } else { "exceeds" };
    format!("{subject} {verb} {owner}'s limit of {limit}")
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // An error of a program is one line.
        f.write_str(&self.message().one_line())
    }
}
