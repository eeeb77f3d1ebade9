use super::{bake::bake, bounded_number::bounded_number, keyword_enum::keyword_enum};

/// What a stage does about a route: how much it lets through, and what it tells CloudWatch. `None`: nothing was said.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RouteSettings {
    pub throttle: Option<Throttle>,
    /// Metrics of CloudWatch for each route, beside those of the whole stage.
    pub detailed_metrics: Option<bool>,
    pub execution_log: Option<ExecutionLog>,
    /// Whether the execution log holds messages whole.
    pub data_trace: Option<bool>,
}

bake! { struct RouteSettings or EMPTY { throttle, detailed_metrics, execution_log, data_trace } }

/// How much is let through; `None`: as much as the account.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Throttle {
    /// Requests a second, in the long run.
    pub rate: Option<ThrottleRate>,
    /// Requests at once.
    pub burst: Option<ThrottleBurst>,
}

bake! { struct Throttle { rate, burst } }

bounded_number! {
    /// Requests that a route lets through each second. Everything in an account and Region, calls to `@connections`
    /// included, shares 10,000 unless raised, which is not known here; this bound only keeps typing errors out.
    pub struct ThrottleRate: 0..=2147483647 "requests per second",
    "a whole number of requests per second, as in `100`", []
}

bounded_number! {
    /// Requests that a route lets through at once. An account's own limit is 5,000 unless raised; API Gateway's number
    /// has 32 bits.
    pub struct ThrottleBurst: 0..=2147483647 "requests", "a whole number of requests, as in `50`", []
}

keyword_enum! {
    /// What API Gateway logs of its own doing.
    pub enum ExecutionLog: "level of the execution log" {
        Off = "off",
        Error = "error",
        /// Errors and every request.
        Info = "info",
    }
}

impl RouteSettings {
    /// The keys in a declaration.
    pub const KEYS: &[&str] = &["throttle", "detailed_metrics", "execution_log", "data_trace"];

    /// Nothing was said.
    pub const EMPTY: RouteSettings =
        RouteSettings { throttle: None, detailed_metrics: None, execution_log: None, data_trace: None };

    /// A route's own settings over the stage's, property by property.
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

    /// Whether there is an execution log.
    pub fn logs(&self) -> bool {
        matches!(self.execution_log, Some(ExecutionLog::Error | ExecutionLog::Info))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_property_is_replaced_by_itself() {
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
