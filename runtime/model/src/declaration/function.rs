use crate::limits;

use super::{
    List, Permissions, Retention, Str, Text, bake::bake, bounded_number::bounded_number,
    keyword_enum::keyword_enum, merge::merged_environment,
};

/// The settings of a function as written. `None` and an empty list are absent keys.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Function {
    pub timeout: Option<Timeout>,
    pub memory_size: Option<MemorySize>,
    pub disk_size: Option<DiskSize>,
    pub architecture: Option<Architecture>,
    pub environment: List<Variable>,
    pub permissions: Option<Permissions>,
    pub layers: List<Text>,
    pub description: Option<Text>,
    pub function_name: Option<Text>,
    pub tracing: Option<Tracing>,
    pub log_retention: Option<Retention>,
    pub log_format: Option<LogFormat>,
    pub reserved_concurrency: Option<ReservedConcurrency>,
}

bake! {
    struct Function or EMPTY {
        timeout,
        memory_size,
        disk_size,
        architecture,
        environment,
        permissions,
        layers,
        description,
        function_name,
        tracing,
        log_retention,
        log_format,
        reserved_concurrency,
    }
}

impl Function {
    /// A function without settings.
    pub const EMPTY: Function = Function {
        timeout: None,
        memory_size: None,
        disk_size: None,
        architecture: None,
        environment: List::Borrowed(&[]),
        permissions: None,
        layers: List::Borrowed(&[]),
        description: None,
        function_name: None,
        tracing: None,
        log_retention: None,
        log_format: None,
        reserved_concurrency: None,
    };

    /// Returns the effective timeout in seconds.
    pub fn timeout_seconds(&self) -> u32 {
        self.timeout.map_or(limits::default::TIMEOUT, Timeout::get)
    }

    /// Returns the effective memory in MB.
    pub fn memory_mb(&self) -> u32 {
        self.memory_size.map_or(limits::default::MEMORY_SIZE, MemorySize::get)
    }

    /// Merges these settings with the defaults by SST's rule. The environment extends and replaces the
    /// defaults' variables, layers and permissions are concatenated, and every other setting replaces the
    /// default.
    #[must_use]
    pub fn over(&self, defaults: &Function) -> Function {
        let environment = merged_environment(self, defaults);
        Function {
            timeout: self.timeout.or(defaults.timeout),
            memory_size: self.memory_size.or(defaults.memory_size),
            disk_size: self.disk_size.or(defaults.disk_size),
            architecture: self.architecture.or(defaults.architecture),
            environment: environment
                .into_iter()
                .map(|(_, variable)| variable.clone())
                .collect::<Vec<_>>()
                .into(),
            permissions: match (&defaults.permissions, &self.permissions) {
                (Some(defaults), Some(own)) => Some(defaults.and(own)),
                (either, None) | (None, either) => either.clone(),
            },
            layers: [&*defaults.layers, &*self.layers].concat().into(),
            description: self.description.clone().or_else(|| defaults.description.clone()),
            function_name: self.function_name.clone().or_else(|| defaults.function_name.clone()),
            tracing: self.tracing.or(defaults.tracing),
            log_retention: self.log_retention.or(defaults.log_retention),
            log_format: self.log_format.or(defaults.log_format),
            reserved_concurrency: self.reserved_concurrency.or(defaults.reserved_concurrency),
        }
    }

    /// Returns the keys of the settings that were written.
    pub fn written_keys(&self) -> impl Iterator<Item = &'static str> {
        let Function {
            timeout,
            memory_size,
            disk_size,
            architecture,
            environment,
            permissions,
            layers,
            description,
            function_name,
            tracing,
            log_retention,
            log_format,
            reserved_concurrency,
        } = self;
        [
            ("timeout", timeout.is_some()),
            ("memory_size", memory_size.is_some()),
            ("disk_size", disk_size.is_some()),
            ("architecture", architecture.is_some()),
            ("environment", !environment.is_empty()),
            ("permissions", permissions.is_some()),
            ("layers", !layers.is_empty()),
            ("description", description.is_some()),
            ("function_name", function_name.is_some()),
            ("tracing", tracing.is_some()),
            ("log_retention", log_retention.is_some()),
            ("log_format", log_format.is_some()),
            ("reserved_concurrency", reserved_concurrency.is_some()),
        ]
        .into_iter()
        .filter_map(|(key, is_present)| is_present.then_some(key))
    }
}

/// An environment variable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variable {
    pub name: Str,
    pub value: Text,
}

bake! { struct Variable by name { name, value: [] } }

bounded_number! {
    /// The timeout of a function in seconds. API Gateway waits up to 29 seconds.
    pub struct Timeout: 1..=900 "seconds", "a number of seconds, as in `20` or `\"20 seconds\"`",
    [
        "second" = 1,
        "seconds" = 1,
        "minute" = 60,
        "minutes" = 60,
        "hour" = 3600,
        "hours" = 3600,
        "day" = 86400,
        "days" = 86400,
    ]
}

bounded_number! {
    /// The memory of a function in MB.
    pub struct MemorySize: 128..=10240 "MB", "a number of MB, as in `512` or `\"1 GB\"`", ["MB" = 1, "GB" = 1024]
}

bounded_number! {
    /// The size of `/tmp` in MB.
    pub struct DiskSize: 512..=10240 "MB", "a number of MB, as in `512` or `\"1 GB\"`", ["MB" = 1, "GB" = 1024]
}

bounded_number! {
    /// The reserved concurrency of a function. The account's limit is unknown here (1,000 by default, of
    /// which 100 remain unreserved), so this bound only rejects typing errors.
    pub struct ReservedConcurrency: 0..=1000000 "executions", "a number of executions, as in `10`", []
}

keyword_enum! {
    /// The instruction set of a function.
    pub enum Architecture: "architecture" {
        X86_64 = "x86_64",
        Arm64 = "arm64",
    }
}

impl Architecture {
    /// Lambda's default.
    pub const DEFAULT: Architecture = Architecture::X86_64;
}

keyword_enum! {
    /// X-Ray tracing.
    pub enum Tracing: "tracing mode" {
        /// Lambda samples requests and traces them.
        Active = "active",
        /// Lambda traces the requests that the caller sampled.
        PassThrough = "pass_through",
        Disabled = "disabled",
    }
}

keyword_enum! {
    /// The format of a function's log lines.
    pub enum LogFormat: "log format" {
        Text = "text",
        Json = "json",
    }
}

keyword_enum! {
    /// The number of functions that serve the routes.
    pub enum FunctionLayout: "function layout" {
        /// One function for each route, with the same artifact.
        PerRoute = "per_route",
        /// One function for all routes.
        Shared = "shared",
    }
}
