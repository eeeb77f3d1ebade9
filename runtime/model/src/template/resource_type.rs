use std::sync::OnceLock;

/// A resource type of CloudFormation.
#[derive(Clone, Copy, Debug)]
pub struct ResourceType {
    /// `AWS::DynamoDB::Table`
    pub name: &'static str,
    /// The properties, or an empty text if they are unknown.
    properties: &'static str,
}

/// A property of a type at its top level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Property {
    pub name: &'static str,
    pub is_required: bool,
}

impl ResourceType {
    /// Returns the writable properties, if they are known.
    pub fn properties(&self) -> Option<impl Iterator<Item = Property> + Clone + use<>> {
        let properties = self.properties.split_ascii_whitespace().map(|word| match word.strip_suffix('!') {
            Some(name) => Property { name, is_required: true },
            None => Property { name: word, is_required: false },
        });
        (!self.properties.is_empty()).then_some(properties)
    }
}

/// Returns the types in order. Each is parsed on use.
fn lines() -> &'static [(&'static str, &'static str)] {
    static LINES: OnceLock<Vec<(&'static str, &'static str)>> = OnceLock::new();
    LINES.get_or_init(|| {
        include_str!("../../data/resource-types.txt")
            .lines()
            .filter(|line| !line.starts_with('#'))
            .map(|line| line.split_once(' ').unwrap_or((line, "")))
            .collect()
    })
}

/// Returns the type with this name, if it is known.
pub fn resource_type(name: &str) -> Option<ResourceType> {
    let lines = lines();
    let at = lines.binary_search_by(|(known, _)| (*known).cmp(name)).ok()?;
    let (name, properties) = lines[at];
    Some(ResourceType { name, properties })
}

/// Returns the names of all known types.
pub fn resource_types() -> impl Iterator<Item = &'static str> + Clone {
    lines().iter().map(|(name, _)| *name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn resource_types_are_sorted_and_have_their_required_properties() {
        assert!(lines().is_sorted() && lines().len() > 1500);
        let table = resource_type("AWS::DynamoDB::Table").unwrap();
        let required: Vec<_> = table.properties().unwrap().filter(|property| property.is_required).collect();
        assert_eq!(required, [Property { name: "KeySchema", is_required: true }]);
        assert!(resource_type("AWS::DynamoDB::Tabel").is_none());
    }

    /// The user chooses the properties of a custom resource.
    #[test]
    fn custom_resource_has_no_known_properties() {
        assert!(resource_type("AWS::CloudFormation::CustomResource").unwrap().properties().is_none());
    }
}
