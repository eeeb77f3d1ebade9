use super::{bake::bake, bounded_number::bounded_number, keyword_enum::keyword_enum};

/// The stage's settings for a route: throttle, metrics and execution log. `None` is an absent key.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RouteSettings {
    pub throttle: Option<Throttle>,
    /// CloudWatch metrics for each route, in addition to those of the stage.
    pub detailed_metrics: Option<bool>,
    pub execution_log: Option<ExecutionLog>,
    /// `true` if the execution log contains complete messages.
    pub data_trace: Option<bool>,
}

bake! { struct RouteSettings or EMPTY { throttle, detailed_metrics, execution_log, data_trace } }

/// A throttle. `None` is the account's limit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Throttle {
    /// The number of requests per second.
    pub rate: Option<ThrottleRate>,
    /// The maximum burst of requests.
    pub burst: Option<ThrottleBurst>,
}

bake! { struct Throttle { rate, burst } }

bounded_number! {
    /// The number of requests per second to a route. An account and Region have a limit of 10,000, including
    /// calls of the `@connections` API, unless AWS raised it. The limit is unknown here, so this bound only
    /// rejects typing errors.
    pub struct ThrottleRate: 0..=2147483647 "requests per second",
    "a whole number of requests per second, as in `100`", []
}

bounded_number! {
    /// The maximum burst of requests to a route. The account's limit is 5,000, unless AWS raised it; API
    /// Gateway's number has 32 bits.
    pub struct ThrottleBurst: 0..=2147483647 "requests", "a whole number of requests, as in `50`", []
}

keyword_enum! {
    /// The level of API Gateway's execution log.
    pub enum ExecutionLog: "level of the execution log" {
        Off = "off",
        Error = "error",
        /// Errors and all requests.
        Info = "info",
    }
}

impl RouteSettings {
    /// The keys in a declaration.
    pub const KEYS: &[&str] = &["throttle", "detailed_metrics", "execution_log", "data_trace"];

    /// Settings without any key.
    pub const EMPTY: RouteSettings =
        RouteSettings { throttle: None, detailed_metrics: None, execution_log: None, data_trace: None };

    /// Merges the settings of a route with those of the stage, property by property.
    #[must_use]
    pub fn over(self, defaults: RouteSettings) -> RouteSettings {
        RouteSettings {
            throttle: match (self.throttle, defaults.throttle) {
                (Some(own), Some(default)) => {
                    Some(Throttle { rate: own.rate.or(default.rate), burst: own.burst.or(default.burst) })
                }
                (own, default) => own.or(default),
            },
            detailed_metrics: self.detailed_metrics.or(defaults.detailed_metrics),
            execution_log: self.execution_log.or(defaults.execution_log),
            data_trace: self.data_trace.or(defaults.data_trace),
        }
    }

    /// Returns `true` if there is an execution log.
    pub fn logs(&self) -> bool {
        matches!(self.execution_log, Some(ExecutionLog::Error | ExecutionLog::Info))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn route_settings_replace_defaults_property_by_property() {
        let throttle = |rate: Option<u32>, burst: Option<u32>| {
            Some(Throttle { rate: rate.map(ThrottleRate::new), burst: burst.map(ThrottleBurst::new) })
        };
        let defaults = RouteSettings {
            throttle: throttle(Some(100), Some(50)),
            execution_log: Some(ExecutionLog::Info),
            data_trace: Some(true),
            ..RouteSettings::EMPTY
        };
        let own = RouteSettings {
            throttle: throttle(Some(10), None),
            detailed_metrics: Some(true),
            data_trace: Some(false),
            ..RouteSettings::EMPTY
        };
        let expected = RouteSettings {
            throttle: throttle(Some(10), Some(50)),
            detailed_metrics: Some(true),
            execution_log: Some(ExecutionLog::Info),
            data_trace: Some(false),
        };
        assert_eq!(own.over(defaults), expected);
        assert_eq!(RouteSettings::EMPTY.over(defaults), defaults);
        assert_eq!(own.over(RouteSettings::EMPTY), own);
    }
}
