//! CloudFormation templates: typed resources, typed references, and a defined order of keys.

mod arn;
mod attributes;
mod body;
mod expression;
mod graph;
mod id;
mod output;
mod parameter;
mod resource;
mod resource_type;
pub mod resources;

use indexmap::IndexMap;
use serde::Serialize;

use crate::declaration::{Json, Member, Str, TemplateSections};

pub use arn::{ArnKind, NotAnArn};
pub use attributes::attributes;
pub use body::Body;
pub(crate) use body::object;
pub(crate) use expression::concat_expression;
pub use expression::{Expression, Part};
pub use id::{ApiRole, LogicalId, RouteRole, Slot};
pub use output::Output;
pub use parameter::Parameter;
pub use resource::{Handle, Policy, Properties, Resource, SynthesizedResource};
pub use resource_type::{Property, ResourceType, resource_type, resource_types};

/// The approximate size of a resource in JSON, in bytes.
const BYTES_OF_A_RESOURCE: usize = 1024;

/// A CloudFormation template.
///
/// Keys are in the order of their insertion, so equal declarations have equal bytes.
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

    /// Adds a resource. Only the returned handle can refer to it.
    pub(crate) fn add<T: Into<Properties>>(&mut self, id: LogicalId, properties: T) -> Handle<T> {
        self.add_with(id, properties, |_| {})
    }

    /// Adds a resource with attributes. Only the returned handle can refer to it.
    pub(crate) fn add_with<T: Into<Properties>>(
        &mut self,
        id: LogicalId,
        properties: T,
        with: impl FnOnce(&mut SynthesizedResource),
    ) -> Handle<T> {
        let mut made = SynthesizedResource::new(properties.into());
        with(&mut made);
        self.resources.insert(id.clone(), Resource::Made(Box::new(made)));
        Handle::new(id)
    }

    /// Adds the declared CloudFormation sections.
    pub(crate) fn add_sections(&mut self, sections: &TemplateSections) {
        let bodies = |members: &[Member]| -> Vec<(LogicalId, IndexMap<Str, Body>)> {
            members
                .iter()
                .filter_map(|member| match &member.value {
                    Json::Object(inner) => Some((LogicalId::declared(member.key.clone()), object(inner))),
                    _ => None,
                })
                .collect()
        };
        for (name, body) in bodies(&sections.parameters) {
            self.parameters.insert(name, Parameter::Declared(body));
        }
        for (name, body) in bodies(&sections.resources) {
            self.resources.insert(name, Resource::Declared(body));
        }
        for (name, body) in bodies(&sections.outputs) {
            self.outputs.insert(name, Output::Declared(body));
        }
    }

    pub(crate) fn add_parameter(&mut self, id: LogicalId, parameter: Parameter) -> Expression {
        self.parameters.insert(id.clone(), parameter);
        Expression::Ref(id)
    }

    pub(crate) fn add_output(&mut self, id: LogicalId, output: Output) {
        self.outputs.insert(id, output);
    }

    /// Returns the resources by logical ID, in order.
    pub fn resources(&self) -> impl ExactSizeIterator<Item = (&LogicalId, &Resource)> {
        self.resources.iter()
    }

    /// Returns the parameters by name, in order.
    pub fn parameters(&self) -> impl ExactSizeIterator<Item = (&LogicalId, &Parameter)> {
        self.parameters.iter()
    }

    /// Returns the outputs by name, in order.
    pub fn outputs(&self) -> impl ExactSizeIterator<Item = (&LogicalId, &Output)> {
        self.outputs.iter()
    }

    /// Returns the resource with a logical ID.
    pub fn resource(&self, id: &str) -> Option<&Resource> {
        self.resources.get(id)
    }

    /// Returns `true` if a resource or a parameter has the name.
    pub fn has_name(&self, name: &str) -> bool {
        self.resources.contains_key(name) || self.parameters.contains_key(name)
    }

    /// Returns `true` if an output has the name.
    pub fn has_output(&self, name: &str) -> bool {
        self.outputs.contains_key(name)
    }

    /// Returns the maximum length of one role's inline policies, in characters.
    pub fn largest_policy(&self) -> usize {
        let size = |resource: &Resource| match resource {
            Resource::Made(made) => match made.properties() {
                Properties::Role(role) => role.policy_size(),
                _ => 0,
            },
            Resource::Declared(_) => 0,
        };
        self.resources.values().map(size).max().unwrap_or_default()
    }

    /// Returns the value of a generated output.
    pub fn output(&self, name: &str) -> Option<&Expression> {
        match self.outputs.get(name)? {
            Output::Made { value, .. } => Some(value),
            Output::Declared(_) => None,
        }
    }

    /// Returns JSON with an indentation of two spaces and a final newline.
    pub fn to_json(&self) -> String {
        let mut json = Vec::with_capacity(BYTES_OF_A_RESOURCE * (self.resources.len() + 1));
        serde_json::to_writer_pretty(&mut json, self).expect("string keys and finite numbers only");
        json.push(b'\n');
        String::from_utf8(json).expect("JSON")
    }

    /// Returns the template as YAML, with a final newline.
    #[cfg(feature = "yaml")]
    pub fn to_yaml(&self) -> String {
        crate::yaml(self)
    }
}
