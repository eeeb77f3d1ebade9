use schemars::{
    Schema, SchemaGenerator,
    generate::{Contract, SchemaSettings},
    transform::RecursiveTransform,
};
use serde_json::{Map, Value};

use super::{json_schema::SCHEMAS_POINTER, schema_names::SchemaNames};
use crate::handler::schema::{TypeDescription, TypeSchema};

/// The schemas of an API: of the types that clients send, as serde reads them, and of those that they receive, as serde
/// writes them.
#[derive(Debug)]
pub(super) struct SchemaSet {
    received: SchemaGenerator,
    sent: SchemaGenerator,
}

/// The direction of a message, from the API's view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    Received,
    Sent,
}

impl SchemaSet {
    pub(super) fn new() -> Self {
        let generator = |contract: Contract| {
            SchemaSettings::draft07()
                .with_transform(RecursiveTransform(add_bounds))
                .with(|settings| {
                    settings.definitions_path = SCHEMAS_POINTER.into();
                    settings.contract = contract;
                    settings.meta_schema = None;
                })
                .into_generator()
        };
        SchemaSet { received: generator(Contract::Deserialize), sent: generator(Contract::Serialize) }
    }

    /// Generates the schemas of a type.
    ///
    /// # Errors
    /// The name of a type that does not describe itself.
    pub(super) fn describe(
        &mut self,
        schema: TypeSchema,
        direction: Direction,
    ) -> Result<TypeDescription, &'static str> {
        schema.describe(match direction {
            Direction::Received => &mut self.received,
            Direction::Sent => &mut self.sent,
        })
    }

    /// Returns the named schemas, and their names.
    pub(super) fn finish(mut self) -> (Map<String, Value>, SchemaNames) {
        let (received, sent) = (self.received.take_definitions(true), self.sent.take_definitions(true));
        let mut names = SchemaNames::new(received.keys().chain(sent.keys()));
        let mut schemas = names.rename_all(received, SchemaNames::received);
        let sent = names.rename_all(sent, SchemaNames::received);
        names.disambiguate(&schemas, &sent);
        schemas.extend(names.rename_all(sent, SchemaNames::sent));
        schemas.sort_keys();
        (schemas, names)
    }
}

/// Adds the bounds that schemars leaves to the name of an integer's format, so that serde reads each accepted value. Forbids
/// leading zeros in keys that are numbers.
fn add_bounds(schema: &mut Schema) {
    let range = schema.get("format").and_then(Value::as_str).and_then(|format| match format {
        "int8" => Some((Value::from(i8::MIN), Value::from(i8::MAX))),
        "int16" => Some((i16::MIN.into(), i16::MAX.into())),
        "int32" => Some((i32::MIN.into(), i32::MAX.into())),
        "int64" | "int" => Some((i64::MIN.into(), i64::MAX.into())),
        "uint8" => Some((u8::MIN.into(), u8::MAX.into())),
        "uint16" => Some((u16::MIN.into(), u16::MAX.into())),
        "uint32" => Some((u32::MIN.into(), u32::MAX.into())),
        "uint64" | "uint" => Some((u64::MIN.into(), u64::MAX.into())),
        _ => None,
    });
    if let Some((minimum, maximum)) = range {
        let members = schema.ensure_object();
        members.entry("minimum").or_insert(minimum);
        members.entry("maximum").or_insert(maximum);
    }
    let patterns = schema.get_mut("patternProperties").and_then(Value::as_object_mut);
    for (pattern, exact) in [(r"^\d+$", "^(0|[1-9]\\d*)$"), (r"^-?\d+$", "^(0|-?[1-9]\\d*)$")] {
        if let Some(patterns) = &patterns
            && patterns.contains_key(pattern)
        {
            let renamed = patterns.iter().map(|(key, value)| {
                (if key == pattern { exact.to_owned() } else { key.clone() }, value.clone())
            });
            let renamed: Map<String, Value> = renamed.collect();
            schema.insert("patternProperties".to_owned(), renamed.into());
            return;
        }
    }
}
