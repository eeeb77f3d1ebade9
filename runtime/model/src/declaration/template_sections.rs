use super::{Json, List, Member, bake::bake};

/// The sections of the template that a declaration writes in CloudFormation's own words. Names are logical ids.
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

    /// The type of a declared resource: `AWS::DynamoDB::Table`.
    pub fn resource_type(&self, name: &str) -> Option<&str> {
        self.resources.iter().find(|resource| resource.key == name)?.value.get("Type")?.as_str()
    }

    /// A property of a declared resource.
    pub fn property(&self, name: &str, property: &str) -> Option<&Json> {
        let resource = self.resources.iter().find(|resource| resource.key == name)?;
        resource.value.get("Properties")?.get(property)
    }

    /// Returns the `Default` of a parameter: its value unless the deployment gives it another. `None` without one, and where it is
    /// the name under which SSM has the value.
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

/// The attributes that a resource of a template may have.
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

/// The attributes that a parameter may have.
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

/// The attributes that an output may have.
pub const OUTPUT_ATTRIBUTES: &[&str] = &["Value", "Description", "Export"];
