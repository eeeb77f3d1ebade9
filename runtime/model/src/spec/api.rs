use crate::limits;

use super::{AccessLog, Authorizer, Function, FunctionLayout, List, Route, Stage, Str, Text};

/// A whole declaration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spec {
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
    pub authorizer: Authorizer,
    /// `None` when logging is off.
    pub access_log: Option<AccessLog>,
    pub stage: Stage,
    pub route_selection_expression: Str,
    pub cloudwatch_role: CloudwatchRole,
}

impl Spec {
    /// An API of which only the name is known.
    pub const fn new(type_name: &'static str) -> Spec {
        Spec {
            type_name: Str::Borrowed(type_name),
            documentation: None,
            name: None,
            description: None,
            tags: List::Borrowed(&[]),
            routes: List::Borrowed(&[]),
            defaults: Function::EMPTY,
            functions: FunctionLayout::PerRoute,
            authorizer: Authorizer::None,
            access_log: Some(AccessLog::DEFAULT),
            stage: Stage::DEFAULT,
            route_selection_expression: Str::Borrowed(limits::default::ROUTE_SELECTION_EXPRESSION),
            cloudwatch_role: CloudwatchRole::Create,
        }
    }

    /// The settings of the function behind a route, the defaults included.
    pub fn function(&self, route: &Route) -> Function {
        route.function.over(&self.defaults)
    }
}

/// A tag, on every resource that takes tags.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    pub key: Str,
    pub value: Text,
}

/// Who sets the role with which API Gateway writes to CloudWatch Logs: one setting for each account and Region.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CloudwatchRole {
    /// This stack makes the role and leaves it behind when it is deleted.
    Create,
    /// It is set already.
    Existing,
}
