use websocket_api_model::{
    declaration::DeclarationPath,
    message::{Help, Message},
    template::{ResourceType, resource_type, resource_types},
};

use crate::{
    Diagnostics, SyntaxRule, Warning,
    ast::ApiSyntax,
    suggest,
    value::{JsonMember, JsonValue, SectionItem},
};

/// The type of a declared resource exists in CloudFormation, and the resource has properties of its type.
pub(super) fn check_types(api: &ApiSyntax, diagnostics: &mut Diagnostics) {
    let allowed = api.allowed();
    for item in api.resources() {
        // A resource without a type is another error.
        let Some(literal) = item.body.get("Type").and_then(JsonValue::as_text).map(|text| &text.literal)
        else {
            continue;
        };
        let kind = literal.value();
        match resource_type(&kind) {
            Some(known) => {
                let path = DeclarationPath::from_keys(["resources", &*item.name].map(str::to_owned));
                check_properties(item, &known, &allowed, api.table.is_certain(&path), diagnostics);
            }
            None if allowed.contains(&Warning::UnknownType) => {}
            None => match problem(&kind) {
                None => {}
                Some(Problem::Wrong(help)) => {
                    let message =
                        Message::new(format_args!("unknown resource type `{kind}`")).with_help(help);
                    diagnostics.error(SyntaxRule::UnknownType, literal, message);
                }
                Some(Problem::Doubtful) => {
                    let message = Message::new(format_args!("unknown resource type `{kind}`"))
                        .note("AWS adds types every month");
                    diagnostics.warning(Warning::UnknownType, literal, message);
                }
            },
        }
    }
}

enum Problem {
    /// A type that CloudFormation rejects.
    Wrong(Help),
    /// A type that may be new.
    Doubtful,
}

/// Returns the problem of a type. Types of third parties and modules are unknown, and each account has its
/// own `Custom::…`.
fn problem(kind: &str) -> Option<Problem> {
    if kind.starts_with("Custom::") {
        return None;
    }
    if let Some(near) = suggest::misspelt(kind, resource_types()) {
        return Some(Problem::Wrong(suggest::similar("a type", kind, near)));
    }
    if kind.starts_with("AWS::Serverless::") {
        let remedy = "write the resources that SAM makes of this type, or keep it in a SAM template";
        return Some(Problem::Wrong(Help::new(remedy)));
    }
    let parts: Vec<&str> = kind.split("::").collect();
    let is_word = |part: &&str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    match &parts[..] {
        ["AWS", _, _] if parts.iter().all(is_word) => Some(Problem::Doubtful),
        [_, _, _] | [_, _, _, "MODULE"] if parts.iter().all(is_word) => None,
        _ => {
            let whole = format!("AWS::{kind}");
            let known = resource_types().find(|known| *known == whole);
            Some(Problem::Wrong(match known {
                Some(known) => suggest::similar("a type", kind, known),
                None => Help::new("write the full name, such as `AWS::DynamoDB::Table`"),
            }))
        }
    }
}

fn check_properties(
    item: &SectionItem,
    known: &ResourceType,
    allowed: &[Warning],
    is_certain: bool,
    diagnostics: &mut Diagnostics,
) {
    let Some(properties) = known.properties() else { return };
    let written: &[JsonMember] = match item.body.get("Properties") {
        Some(JsonValue::Object(members)) => members,
        // A resource without `Properties` is incomplete.
        _ => return,
    };
    // An intrinsic function may return any of the properties.
    if written.iter().any(|member| member.key.starts_with("Fn::")) {
        return;
    }
    let names = || properties.clone().map(|property| property.name);
    let mut misspelt = false;
    for member in written.iter().filter(|member| !names().any(|name| name == member.key)) {
        if allowed.contains(&Warning::UnknownProperty) {
            continue;
        }
        let (kind, name) = (known.name, &member.key);
        match suggest::misspelt(name, names()) {
            Some(near) => {
                misspelt = true;
                let message = Message::new(format_args!("unknown property `{name}` of `{kind}`"))
                    .with_help(suggest::similar("a property", name, near));
                diagnostics.error(SyntaxRule::UnknownProperty, &member.key_tokens, message);
            }
            None => {
                let message = Message::new(format_args!("unknown property `{name}` of `{kind}`"))
                    .note("AWS adds properties every month");
                diagnostics.warning(Warning::UnknownProperty, &member.key_tokens, message);
            }
        }
    }
    // A misspelled property may be the missing one.
    if !is_certain || misspelt {
        return;
    }
    let missing = properties
        .filter(|property| property.is_required && !written.iter().any(|member| member.key == property.name));
    let missing: Vec<&str> = missing.map(|property| property.name).collect();
    if !missing.is_empty() {
        let and = missing.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        let fault = format_args!("missing properties of `{}`: {and}", known.name);
        diagnostics.error(SyntaxRule::MissingProperties, &item.name_tokens, fault);
    }
}

#[cfg(test)]
mod tests {
    use crate::check::messages;

    fn messages_for(resource: &str, allow: &str) -> Vec<String> {
        messages(&format!("resources: {{ It: {{ {resource} }} }}, allow: [{allow}]"))
    }

    #[test]
    fn unknown_resource_type_is_reported() {
        for (kind, message) in [
            ("AWS::DynamoDB::Table", None),
            ("AWS::CDK::Metadata", None),
            ("AWS::CloudFormation::CustomResource", None),
            ("Custom::Anything", None),
            ("Datadog::Monitors::Monitor", None),
            ("Mine::Ours::Theirs::MODULE", None),
            ("AWS::DynamoDB::Tabel", Some("a type with a similar name exists: `AWS::DynamoDB::Table`")),
            ("aws::dynamodb::table", Some("a type with a similar name exists: `AWS::DynamoDB::Table`")),
            ("AWS::Dynamo::Table", Some("a type with a similar name exists: `AWS::DynamoDB::Table`")),
            ("DynamoDB::Table", Some("a type with a similar name exists: `AWS::DynamoDB::Table`")),
            ("AWS::Serverless::Function", Some("the resources that SAM makes")),
            ("Table", Some("write the full name")),
            ("AWS::DynamoDB::Table::Extra", Some("write the full name")),
            ("AWS::Spreadsheets::Workbook", Some("`allow: [unknown_type]` in the API silences this")),
        ] {
            let messages = messages_for(&format!("Type: \"{kind}\""), "");
            match message {
                None => assert!(messages.is_empty(), "{kind}: {messages:?}"),
                Some(message) => {
                    assert!(messages.len() == 1 && messages[0].contains(message), "{kind}: {messages:?}");
                }
            }
            assert!(messages_for(&format!("Type: \"{kind}\""), "unknown_type").is_empty(), "{kind}");
        }
    }

    #[test]
    fn unknown_or_missing_property_is_reported() {
        let table = |properties: &str, allow: &str| {
            messages_for(&format!("Type: \"AWS::DynamoDB::Table\", Properties: {{ {properties} }}"), allow)
        };
        let misspelt = table("KeySchema: [], BilingMode: \"PAY_PER_REQUEST\"", "");
        let expected = "unknown property `BilingMode` of `AWS::DynamoDB::Table`; help: a property with a similar name exists: `BillingMode`";
        assert_eq!(misspelt, [expected]);
        // The misspelled property may be the missing one.
        assert_eq!(table("keySchema: []", "").len(), 1);
        assert_eq!(table("Tags: []", ""), ["missing properties of `AWS::DynamoDB::Table`: `KeySchema`"]);
        let unknown = table("KeySchema: [], Colour: \"blue\"", "");
        assert!(
            unknown.len() == 1 && unknown[0].contains("`allow: [unknown_property]` in the API silences this"),
            "{unknown:?}"
        );
        assert!(table("KeySchema: [], Colour: 1, BilingMode: 1", "unknown_property").is_empty());
        let transform =
            "\"Fn::Transform\": { Name: \"AWS::Include\", Parameters: { Location: \"s3://a/b\" } }";
        assert!(table(transform, "").is_empty());
        // The unreadable block may have the missing property.
        assert_eq!(table("KeySchema: x", "").len(), 1);
        assert!(
            messages_for("Type: \"Custom::Mine\", Properties: { ServiceToken: \"arn\", Colour: 1 }", "")
                .is_empty()
        );
    }
}
