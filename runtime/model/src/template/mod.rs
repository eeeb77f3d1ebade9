//! CloudFormation templates: typed resources, typed references, one order of keys.

mod expression;
mod id;
mod output;
mod parameter;
mod resource;
pub mod resources;

use indexmap::IndexMap;
use serde::Serialize;

pub(crate) use expression::concat_expression;
pub use expression::{Expression, Part};
pub use id::{ApiRole, LogicalId, RouteRole, Slot};
pub use output::Output;
pub use parameter::{Parameter, ParameterType};
pub use resource::{Handle, Policy, Properties, Resource};

/// A CloudFormation template.
///
/// Keys stand in the order in which they were added, so the same declaration gives the same bytes.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct Template {
    #[serde(rename = "AWSTemplateFormatVersion")]
    format_version: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    #[serde(skip_serializing_if = "IndexMap::is_empty")]
    pub(crate) parameters: IndexMap<LogicalId, Parameter>,
    pub(crate) resources: IndexMap<LogicalId, Resource>,
    #[serde(skip_serializing_if = "IndexMap::is_empty")]
    outputs: IndexMap<LogicalId, Output>,
}

impl Template {
    pub(crate) fn new(description: Option<String>) -> Self {
        Self {
            format_version: "2010-09-09",
            description,
            parameters: IndexMap::new(),
            resources: IndexMap::new(),
            outputs: IndexMap::new(),
        }
    }

    /// Adds a resource; the handle is the only way to refer to it.
    pub(crate) fn add<T: Into<Properties>>(&mut self, id: LogicalId, properties: T) -> Handle<T> {
        self.resources.insert(id.clone(), Resource::new(properties.into()));
        Handle::new(id)
    }

    pub(crate) fn resource<T>(&mut self, handle: &Handle<T>) -> &mut Resource {
        &mut self.resources[handle.id()]
    }

    pub(crate) fn add_parameter(&mut self, name: &'static str, parameter: Parameter) -> Expression {
        let id = LogicalId::fixed(name);
        self.parameters.insert(id.clone(), parameter);
        Expression::Ref(id)
    }

    pub(crate) fn add_output(&mut self, name: &'static str, output: Output) {
        self.outputs.insert(LogicalId::fixed(name), output);
    }

    /// The resources by logical id, in order.
    pub fn resources(&self) -> impl ExactSizeIterator<Item = (&LogicalId, &Resource)> {
        self.resources.iter()
    }

    /// The parameters by name, in order.
    pub fn parameters(&self) -> impl ExactSizeIterator<Item = (&LogicalId, &Parameter)> {
        self.parameters.iter()
    }

    /// The outputs by name, in order.
    pub fn outputs(&self) -> impl ExactSizeIterator<Item = (&LogicalId, &Output)> {
        self.outputs.iter()
    }

    /// JSON, indented by two spaces, with a final newline.
    pub fn to_json(&self) -> String {
        let mut json = serde_json::to_string_pretty(self).expect("string keys and finite numbers only");
        json.push('\n');
        json
    }

    /// YAML with the same content, with a final newline.
    #[cfg(feature = "yaml")]
    pub fn to_yaml(&self) -> String {
        serde_saphyr::to_string(self).expect("string keys and finite numbers only")
    }
}
