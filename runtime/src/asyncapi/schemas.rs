use std::collections::{BTreeMap, BTreeSet};

use percent_encoding::percent_decode_str;
use schemars::{
    Schema, SchemaGenerator,
    generate::{Contract, SchemaSettings},
    transform::RecursiveTransform,
};
use serde_json::{Map, Value, json};

use super::describe::{Account, Describer, Payload};

/// Where named schemas stand in an AsyncAPI document.
const PLACE: &str = "/components/schemas";

/// Makes the schemas of an API: of what clients send, as serde reads it, and of what they get, as serde writes it.
#[derive(Debug)]
pub(super) struct Schemas {
    received: SchemaGenerator,
    sent: SchemaGenerator,
}

/// Which way a value goes, from the API's view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    Received,
    Sent,
}

/// What an account comes to.
#[derive(Clone, Debug, Default)]
pub(super) struct Told {
    pub(super) payload: Option<Payload>,
    pub(super) query: Option<Value>,
    pub(super) may_be_missing: bool,
}

impl Schemas {
    pub(super) fn new() -> Self {
        let generator = |contract: Contract| {
            SchemaSettings::draft07()
                .with_transform(RecursiveTransform(limits))
                .with(|settings| {
                    settings.definitions_path = PLACE.into();
                    settings.contract = contract;
                    settings.meta_schema = None;
                })
                .into_generator()
        };
        Schemas { received: generator(Contract::Deserialize), sent: generator(Contract::Serialize) }
    }

    /// What is told, or the name of the type that tells nothing.
    pub(super) fn tell(&mut self, account: Account, direction: Direction) -> Result<Told, &'static str> {
        let tell = match account {
            Account::Told(tell) => tell,
            Account::Unknown(name) => return Err(name),
        };
        let generator = match direction {
            Direction::Received => &mut self.received,
            Direction::Sent => &mut self.sent,
        };
        let mut describer = Describer::new(generator);
        tell(&mut describer);
        let Describer { payload, query, may_be_missing, .. } = describer;
        Ok(Told { payload, query, may_be_missing })
    }

    /// The named schemas, and what they are called.
    pub(super) fn finish(mut self) -> (Map<String, Value>, Names) {
        let (received, sent) = (self.received.take_definitions(true), self.sent.take_definitions(true));
        let mut names = Names::of(received.keys().chain(sent.keys()));
        let mut schemas = names.renamed(received, Names::received);
        let sent = names.renamed(sent, Names::received);
        names.tell_apart(&schemas, &sent);
        schemas.extend(names.renamed(sent, Names::sent));
        schemas.sort_keys();
        (schemas, names)
    }
}

/// Says what schemars leaves to the name of a format: how large an integer may be, so that whatever is accepted is read; and
/// that a key which is a number has no zeros before it.
fn limits(schema: &mut Schema) {
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
    if let Some((least, most)) = range {
        let members = schema.ensure_object();
        members.entry("minimum").or_insert(least);
        members.entry("maximum").or_insert(most);
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

/// What named schemas are called.
#[derive(Debug, Default)]
pub(super) struct Names {
    /// By what schemars calls them: AsyncAPI takes letters, digits, `.`, `-` and `_`.
    plain: BTreeMap<String, String>,
    /// Of those that are sent where another is received under the same name, since serde writes a type otherwise than it reads it.
    sent: BTreeMap<String, String>,
}

impl Names {
    fn of<'a>(names: impl Iterator<Item = &'a String>) -> Self {
        let is_plain = |c: char| c.is_ascii_alphanumeric() || ".-_".contains(c);
        let names: BTreeSet<&String> = names.collect();
        let (right, wrong): (Vec<&String>, Vec<&String>) =
            names.into_iter().partition(|name| name.chars().all(is_plain));
        let mut taken: BTreeSet<String> = right.into_iter().cloned().collect();
        let plain = |name: &String| {
            let plain = name.replace(|c| !is_plain(c), "_");
            (name.clone(), unused(&plain, &mut taken))
        };
        Names { plain: wrong.into_iter().map(plain).collect(), sent: BTreeMap::new() }
    }

    fn tell_apart(&mut self, received: &Map<String, Value>, sent: &Map<String, Value>) {
        let differs =
            |(name, schema): (&String, &Value)| received.get(name).is_some_and(|other| other != schema);
        let mut renamed: BTreeSet<String> =
            sent.iter().filter(|entry| differs(*entry)).map(|(name, _)| name.clone()).collect();
        // Whatever holds a renamed one is another type too.
        loop {
            let before = renamed.len();
            for (name, schema) in sent {
                if received.contains_key(name)
                    && references(schema).any(|reference| renamed.contains(reference))
                {
                    renamed.insert(name.clone());
                }
            }
            if renamed.len() == before {
                break;
            }
        }
        let mut taken: BTreeSet<String> = received.keys().chain(sent.keys()).cloned().collect();
        let named = |name: String| {
            let other = unused(&format!("{name}Sent"), &mut taken);
            (name, other)
        };
        self.sent = renamed.into_iter().map(named).collect();
    }

    /// What a schema is called that schemars calls so, where it is received.
    pub(super) fn received<'a>(&'a self, name: &'a str) -> &'a str {
        self.plain.get(name).map_or(name, |plain| plain)
    }

    /// The same where it is sent.
    pub(super) fn sent<'a>(&'a self, name: &'a str) -> &'a str {
        let name = self.received(name);
        self.sent.get(name).map_or(name, |sent| sent)
    }

    fn renamed(&self, schemas: Map<String, Value>, name: Naming) -> Map<String, Value> {
        let renamed = |(key, mut schema): (String, Value)| {
            self.apply(name, &mut schema);
            (name(self, &key).to_owned(), schema)
        };
        schemas.into_iter().map(renamed).collect()
    }

    /// Lets references follow.
    pub(super) fn apply(&self, name: Naming, schema: &mut Value) {
        match schema {
            Value::Object(members) => {
                for (key, value) in members {
                    match value {
                        Value::String(reference) if key == "$ref" => {
                            if let Some(written) = named(reference) {
                                let known = percent_decode_str(written).decode_utf8_lossy();
                                let known = known.replace("~1", "/").replace("~0", "~");
                                *reference = format!("#{PLACE}/{}", name(self, &known));
                            }
                        }
                        value => self.apply(name, value),
                    }
                }
            }
            Value::Array(items) => items.iter_mut().for_each(|item| self.apply(name, item)),
            _ => {}
        }
    }
}

/// [`Names::received`] or [`Names::sent`].
type Naming = for<'a> fn(&'a Names, &'a str) -> &'a str;

/// The name, with a number if there is one of it already.
pub(super) fn unused(name: &str, taken: &mut BTreeSet<String>) -> String {
    let mut other = name.to_owned();
    let mut count = 1;
    while !taken.insert(other.clone()) {
        count += 1;
        other = format!("{name}{count}");
    }
    other
}

/// The schema that a reference leads to, or the schema itself.
pub(super) fn resolve<'a>(mut schema: &'a Value, schemas: &'a Map<String, Value>) -> &'a Value {
    // A chain of references is no longer than there are schemas.
    for _ in 0..=schemas.len() {
        let Some(name) = schema.get("$ref").and_then(Value::as_str).and_then(named) else { break };
        let Some(found) = schemas.get(name) else { break };
        schema = found;
    }
    schema
}

/// What says nothing of a value.
pub(super) const REMARKS: [&str; 5] = ["title", "description", "examples", "default", "deprecated"];

/// One of a schema's alternatives, with what stands beside them.
pub(super) fn alternative(whole: &Value, one: &Value) -> Value {
    let mut beside = whole.as_object().cloned().unwrap_or_default();
    beside.retain(|key, _| key != "oneOf" && !REMARKS.contains(&&**key));
    if beside.iter().all(|(key, value)| key == "type" && value == "object") {
        return one.clone();
    }
    let mut both = json!({ "allOf": [beside, one] });
    if let Some(description) = one.get("description") {
        both["description"] = description.clone();
    }
    both
}

/// Takes members away from an object, whether they must be there or not.
pub(super) fn forget_members(schema: &mut Value, is_one: impl Fn(&str) -> bool) {
    if let Some(properties) = schema.get_mut("properties").and_then(Value::as_object_mut) {
        properties.retain(|name, _| !is_one(name));
    }
    if let Some(required) = schema.get_mut("required").and_then(Value::as_array_mut) {
        required.retain(|name| !name.as_str().is_some_and(&is_one));
    }
}

/// Whether a schema asks for members that it does not name, or not itself.
pub(super) fn asks_for_more(schema: &Value) -> bool {
    ["allOf", "oneOf", "anyOf", "patternProperties"].iter().any(|key| schema.get(key).is_some())
        || schema.get("additionalProperties").is_some_and(|others| *others != false)
}

/// Whether an object must have members to meet a schema.
pub(super) fn needs_members(schema: &Value, schemas: &Map<String, Value>) -> bool {
    let schema = resolve(schema, schemas);
    let list = |key: &str| schema.get(key).and_then(Value::as_array).filter(|list| !list.is_empty());
    let needs = |inner: &Value| needs_members(inner, schemas);
    list("required").is_some()
        || list("allOf").is_some_and(|all| all.iter().any(needs))
        || [list("oneOf"), list("anyOf")].into_iter().flatten().any(|any| any.iter().all(needs))
}

/// A schema with all that it refers to, under `definitions`.
#[cfg(feature = "gateway")]
pub(super) fn by_itself(schema: &Value, schemas: &Map<String, Value>) -> Value {
    const PLACE: &str = "/definitions";
    let mut names: Vec<&str> = references(schema).collect();
    let mut definitions = Map::new();
    while let Some(name) = names.pop() {
        if let Some(definition) = schemas.get(name).filter(|_| !definitions.contains_key(name)) {
            definitions.insert(name.to_owned(), with_place(definition, PLACE));
            names.extend(references(definition));
        }
    }
    match with_place(schema, PLACE) {
        Value::Object(mut members) if !definitions.is_empty() => {
            members.insert("definitions".to_owned(), definitions.into());
            members.into()
        }
        schema => schema,
    }
}

/// The same with what it refers to elsewhere.
pub(super) fn with_place(schema: &Value, place: &str) -> Value {
    match schema {
        Value::Object(members) => {
            let member = |(key, value): (&String, &Value)| {
                let name = value.as_str().filter(|_| key == "$ref").and_then(named);
                let value =
                    name.map_or_else(|| with_place(value, place), |name| format!("#{place}/{name}").into());
                (key.clone(), value)
            };
            members.iter().map(member).collect::<Map<_, _>>().into()
        }
        Value::Array(items) => items.iter().map(|item| with_place(item, place)).collect(),
        other => other.clone(),
    }
}

/// The name of the schema that a reference leads to.
pub(super) fn named(reference: &str) -> Option<&str> {
    reference.strip_prefix('#')?.strip_prefix(PLACE)?.strip_prefix('/')
}

/// The names of the schemas that a schema refers to.
fn references(schema: &Value) -> Box<dyn Iterator<Item = &str> + '_> {
    match schema {
        Value::Object(members) => Box::new(members.iter().flat_map(|(key, value)| {
            let own = value.as_str().filter(|_| key == "$ref").and_then(named);
            own.into_iter().chain(references(value))
        })),
        Value::Array(items) => Box::new(items.iter().flat_map(references)),
        _ => Box::new(std::iter::empty()),
    }
}
