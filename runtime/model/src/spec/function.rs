use crate::limits;

use super::{DiskSize, List, MemorySize, Permissions, ReservedConcurrency, Retention, Str, Text, Timeout};

/// The settings of a function, as written: `None` and empty mean that nothing was said.
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
    pub reserved_concurrency: Option<ReservedConcurrency>,
}

impl Function {
    /// A function of which nothing was said.
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
        reserved_concurrency: None,
    };

    /// The timeout that applies, in seconds.
    pub fn timeout_seconds(&self) -> u32 {
        self.timeout.map_or(limits::default::TIMEOUT, Timeout::get)
    }

    /// The memory that applies, in MB.
    pub fn memory_mb(&self) -> u32 {
        self.memory_size.map_or(limits::default::MEMORY_SIZE, MemorySize::get)
    }

    /// The instruction set that applies.
    pub fn architecture(&self) -> Architecture {
        self.architecture.unwrap_or(Architecture::X86_64)
    }

    /// SST's rule: a route's environment is laid over the defaults', layers and permissions are concatenated,
    /// every other property of the route replaces the default's.
    #[must_use]
    pub fn over(&self, defaults: &Function) -> Function {
        let mut environment = defaults.environment.to_vec();
        for variable in self.environment.iter() {
            match environment.iter_mut().find(|v| v.name == variable.name) {
                Some(default) => default.value = variable.value.clone(),
                None => environment.push(variable.clone()),
            }
        }
        Function {
            timeout: self.timeout.or(defaults.timeout),
            memory_size: self.memory_size.or(defaults.memory_size),
            disk_size: self.disk_size.or(defaults.disk_size),
            architecture: self.architecture.or(defaults.architecture),
            environment: environment.into(),
            permissions: match (&defaults.permissions, &self.permissions) {
                (Some(defaults), Some(own)) => Some(defaults.and(own)),
                (either, None) | (None, either) => either.clone(),
            },
            layers: [&*defaults.layers, &*self.layers].concat().into(),
            description: self.description.clone().or_else(|| defaults.description.clone()),
            function_name: self.function_name.clone().or_else(|| defaults.function_name.clone()),
            tracing: self.tracing.or(defaults.tracing),
            log_retention: self.log_retention.or(defaults.log_retention),
            reserved_concurrency: self.reserved_concurrency.or(defaults.reserved_concurrency),
        }
    }
}

/// One environment variable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variable {
    pub name: Str,
    pub value: Text,
}

/// A function's instruction set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Architecture {
    X86_64,
    Arm64,
}

/// X-Ray tracing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tracing {
    /// Samples requests and traces them.
    Active,
    /// Traces what the caller sampled.
    PassThrough,
    Disabled,
}

/// How many functions serve the routes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FunctionLayout {
    /// One for each route, all running the same artifact.
    PerRoute,
    /// One behind every route.
    Shared,
}
