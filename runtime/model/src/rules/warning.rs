use crate::declaration::KeywordEnum;

macro_rules! warnings {
    ($($(#[doc = $doc:literal])+ $variant:ident = $word:literal,)+) => {
        /// A kind of warning. `allow: [WORD]` silences it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Warning {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl Warning {
            /// Every word with its documentation.
            pub const DOCUMENTATION: &'static [(&'static str, &'static str)] = &[$(($word, concat!($($doc),+))),+];

            /// Returns the word for `allow`.
            pub fn word(self) -> &'static str {
                match self {
                    $(Warning::$variant => $word),+
                }
            }
        }

        impl KeywordEnum for Warning {
            const KIND: &'static str = "warning";
            // The expansion never names it.
            const PATH: &'static str = "";
            const ALL: &'static [(&'static str, Self)] = &[$(($word, Warning::$variant)),+];
            const VARIANTS: &'static [(&'static str, &'static str)] = &[$(($word, stringify!($variant))),+];

            fn variant(self) -> &'static str {
                match self {
                    $(Warning::$variant => stringify!($variant),)+
                }
            }
        }
    };
}

warnings! {
    /// An API without routes, which API Gateway does not deploy.
    NoRoutes = "no_routes",
    /// Custom routes without `$default`: a message that selects none is answered with `Forbidden`.
    NoDefaultRoute = "no_default_route",
    /// Route keys that differ in nothing but case, `-` and `_`. API Gateway compares them exactly.
    SimilarRouteKeys = "similar_route_keys",
    /// A route whose key no message can have, by the text in the route selection expression.
    UnreachableRoute = "unreachable_route",
    /// A route selection expression without a variable, which is the same for every message.
    ConstantSelection = "constant_selection",
    /// A variable of a route selection expression that needs braces: text or another variable follows, or it ends in `-`.
    AmbiguousSelection = "ambiguous_selection",
    /// `return_response: true` of `$connect` or `$disconnect`, where API Gateway sends no response.
    LostResponse = "lost_response",
    /// A function behind a route that may run for longer than the 29 seconds that API Gateway waits.
    SlowFunction = "slow_function",
    /// `permissions: "*"`, every action on everything in the account.
    WildcardPermissions = "wildcard_permissions",
    /// A service or an action that IAM does not know. AWS adds some every week.
    UnknownAction = "unknown_action",
    /// A format of the access log without `$context.requestId` or `$context.extendedRequestId`, which API Gateway refuses.
    FormatWithoutRequestId = "format_without_request_id",
    /// A `$context` variable that HTTP or REST APIs have and WebSocket APIs do not, or that is unknown.
    UnknownVariable = "unknown_variable",
    /// `retention` with `destination_arn`: the log group exists and keeps its own.
    LostRetention = "lost_retention",
    /// A throttle whose `rate` or `burst` is 0, which lets no request through.
    ClosedThrottle = "closed_throttle",
    /// A route key with `*`, `?` or `${`, of which the permission to invoke the route's function makes a pattern.
    PatternRouteKey = "pattern_route_key",
    /// A resource that sends other events than an API's to a function that the declaration makes.
    UnhandledEvents = "unhandled_events",
    /// A type of resource that is not known, and is not like a known one. AWS adds some every month.
    UnknownType = "unknown_type",
    /// A property that a resource's type is not known to have, and that is not like a known one. The word also
    /// silences the error of one that is like a known one.
    UnknownProperty = "unknown_property",
    /// `data_trace` without an execution log to write to.
    LostDataTrace = "lost_data_trace",
    /// `DisableExecuteApiEndpoint` by a parameter or an intrinsic function, without a custom domain of one name: if the value is
    /// `true`, no client reaches the API.
    UnreachableApi = "unreachable_api",
    /// A group that no route is in.
    UnusedGroup = "unused_group",
    /// Nine tenths of what AWS takes: of routes, resources, an environment, a function's permissions, or the template.
    NearLimit = "near_limit",
}
