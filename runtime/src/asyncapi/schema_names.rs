use std::collections::{BTreeMap, BTreeSet};

use percent_encoding::percent_decode_str;
use serde_json::{Map, Value};

use super::json_schema::{SCHEMAS_POINTER, referenced_name, references};

/// The names of named schemas in the document.
#[derive(Debug, Default)]
pub(super) struct SchemaNames {
    /// By the name that schemars gives them: AsyncAPI takes letters, digits, `.`, `-` and `_`.
    plain: BTreeMap<String, String>,
    /// By the plain name: another name of a schema that is sent, where serde writes a type in another form than it reads.
    sent: BTreeMap<String, String>,
}

impl SchemaNames {
    pub(super) fn new<'a>(names: impl Iterator<Item = &'a String>) -> Self {
        let is_plain = |c: char| c.is_ascii_alphanumeric() || ".-_".contains(c);
        let names: BTreeSet<&String> = names.collect();
        let (right, wrong): (Vec<&String>, Vec<&String>) =
            names.into_iter().partition(|name| name.chars().all(is_plain));
        let mut taken: BTreeSet<String> = right.into_iter().cloned().collect();
        let plain = |name: &String| {
            let plain = name.replace(|c| !is_plain(c), "_");
            (name.clone(), unique_name(&plain, &mut taken))
        };
        SchemaNames { plain: wrong.into_iter().map(plain).collect(), sent: BTreeMap::new() }
    }

    /// Gives a sent schema another name where a schema of its name is received that differs.
    pub(super) fn disambiguate(&mut self, received: &Map<String, Value>, sent: &Map<String, Value>) {
        let differs =
            |(name, schema): (&String, &Value)| received.get(name).is_some_and(|other| other != schema);
        let mut renamed: BTreeSet<String> =
            sent.iter().filter(|entry| differs(*entry)).map(|(name, _)| name.clone()).collect();
        // A type that holds a renamed one is another type too.
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
            let other = unique_name(&format!("{name}Sent"), &mut taken);
            (name, other)
        };
        self.sent = renamed.into_iter().map(named).collect();
    }

    /// Returns the name of a received schema that schemars gives this name.
    pub(super) fn received<'a>(&'a self, name: &'a str) -> &'a str {
        self.plain.get(name).map_or(name, |plain| plain)
    }

    /// Returns the name of a sent schema that schemars gives this name.
    pub(super) fn sent<'a>(&'a self, name: &'a str) -> &'a str {
        let name = self.received(name);
        self.sent.get(name).map_or(name, |sent| sent)
    }

    /// Returns schemas under their new names.
    pub(super) fn rename_all(&self, schemas: Map<String, Value>, name: NameLookup) -> Map<String, Value> {
        let rename = |(key, mut schema): (String, Value)| {
            self.rename_references(name, &mut schema);
            (name(self, &key).to_owned(), schema)
        };
        schemas.into_iter().map(rename).collect()
    }

    /// Renames the schemas that references lead to.
    pub(super) fn rename_references(&self, name: NameLookup, schema: &mut Value) {
        match schema {
            Value::Object(members) => {
                for (key, value) in members {
                    match value {
                        Value::String(reference) if key == "$ref" => {
                            if let Some(written) = referenced_name(reference) {
                                let known = percent_decode_str(written).decode_utf8_lossy();
                                let known = known.replace("~1", "/").replace("~0", "~");
                                *reference = format!("#{SCHEMAS_POINTER}/{}", name(self, &known));
                            }
                        }
                        value => self.rename_references(name, value),
                    }
                }
            }
            Value::Array(items) => items.iter_mut().for_each(|item| self.rename_references(name, item)),
            _ => {}
        }
    }
}

/// [`SchemaNames::received`] or [`SchemaNames::sent`].
type NameLookup = for<'a> fn(&'a SchemaNames, &'a str) -> &'a str;

/// Returns the name, with a number if it is taken.
pub(super) fn unique_name(name: &str, taken: &mut BTreeSet<String>) -> String {
    let mut other = name.to_owned();
    let mut count = 1;
    while !taken.insert(other.clone()) {
        count += 1;
        other = format!("{name}{count}");
    }
    other
}
