use super::{Json, List, Member, bake::bake};

/// The raw CloudFormation sections of a declaration. Names are logical IDs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TemplateSections {
    pub resources: List<Member>,
    pub parameters: List<Member>,
    pub outputs: List<Member>,
}

bake! { struct TemplateSections or EMPTY { resources, parameters, outputs } }

impl TemplateSections {
    pub const EMPTY: TemplateSections = TemplateSections {
        resources: List::Borrowed(&[]),
        parameters: List::Borrowed(&[]),
        outputs: List::Borrowed(&[]),
    };

    /// Returns the type of a declared resource, such as `AWS::DynamoDB::Table`.
    pub fn resource_type(&self, name: &str) -> Option<&str> {
        self.resources.iter().find(|resource| resource.key == name)?.value.get("Type")?.as_str()
    }

    /// Returns a property of a declared resource.
    pub fn property(&self, name: &str, property: &str) -> Option<&Json> {
        let resource = self.resources.iter().find(|resource| resource.key == name)?;
        resource.value.get("Properties")?.get(property)
    }

    /// Returns the `Default` of a parameter: its value unless a deployment gives another one. Returns `None`
    /// without a default, or if the default is the name of an SSM parameter.
    pub fn parameter_default(&self, name: &str) -> Option<String> {
        let parameter = &self.parameters.iter().find(|parameter| parameter.key == name)?.value;
        if parameter.get("Type")?.as_str()?.starts_with("AWS::SSM::Parameter::Value<") {
            return None;
        }
        match parameter.get("Default")? {
            Json::Number(number) => Some(number.to_string()),
            Json::Bool(value) => Some(value.to_string()),
            text => text.as_str().map(str::to_owned),
        }
    }
}

/// The attributes of a resource in a template.
pub const RESOURCE_ATTRIBUTES: &[&str] = &[
    "Type",
    "Properties",
    "DependsOn",
    "DeletionPolicy",
    "UpdateReplacePolicy",
    "Metadata",
    "CreationPolicy",
    "UpdatePolicy",
];

/// The attributes of a parameter.
pub const PARAMETER_ATTRIBUTES: &[&str] = &[
    "Type",
    "Default",
    "Description",
    "AllowedPattern",
    "AllowedValues",
    "ConstraintDescription",
    "MaxLength",
    "MaxValue",
    "MinLength",
    "MinValue",
    "NoEcho",
];

/// The attributes of an output.
pub const OUTPUT_ATTRIBUTES: &[&str] = &["Value", "Description", "Export"];
