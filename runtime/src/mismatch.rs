use std::fmt;

use serde::{de, de::DeserializeOwned};
use serde_path_to_error::{Path, Segment};

use crate::excerpt::excerpt_of;

/// The maximum length of a path in a mismatch, in characters.
const PATH_LIMIT: usize = 96;
/// The maximum length of one name in it.
const NAME_LIMIT: usize = 48;

/// A value that is not of the type asked for: its place and the kind of difference.
///
/// It never contains the value itself, which may be long, secret or made to look like something else. Its `Display` is one line,
/// such as ``invalid type at `items[2].price` (line 1, column 30), expected u32``.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mismatch {
    kind: &'static str,
    name: Option<String>,
    path: String,
    position: Option<(usize, usize)>,
    expected: Option<String>,
}

impl Mismatch {
    /// The kind of a mismatch that only the type's own code can explain. Its words may contain the value.
    const INVALID: &str = "invalid value";

    fn new(kind: &'static str) -> Self {
        Mismatch { kind, name: None, path: String::new(), position: None, expected: None }
    }

    /// Reads JSON again that is not of the type `T`, as `error` says, to find where.
    pub(crate) fn in_json<T: DeserializeOwned>(json: &[u8], error: &serde_json::Error) -> Self {
        let again = serde_path_to_error::deserialize::<_, T>(&mut serde_json::Deserializer::from_slice(json));
        match again {
            Err(found) => Mismatch::from_json_error(found.inner()).at(path(found.path())),
            Ok(_) => Mismatch::from_json_error(error),
        }
    }

    /// The mismatch that an error of `serde_json` describes. The error's own words contain values, all but what the type says.
    pub(crate) fn from_json_error(error: &serde_json::Error) -> Self {
        let (line, column) = (error.line(), error.column());
        let text = error.to_string();
        let text = text.strip_suffix(&format!(" at line {line} column {column}")).unwrap_or(&text);
        let position = (line > 0).then_some((line, column));
        Mismatch { position, ..Mismatch::from_text(text) }
    }

    /// The mismatch that serde's own words describe.
    fn from_text(text: &str) -> Self {
        // A value comes before, and may contain these words too.
        let expected = || text.rsplit_once(", expected ").map(|(_, expected)| expected.to_owned());
        let quoted = |rest: &str| rest.strip_suffix('`').map(name);
        for (start, kind) in [("missing field `", "missing field"), ("duplicate field `", "duplicate field")]
        {
            if let Some(rest) = text.strip_prefix(start) {
                return Mismatch { name: quoted(rest), ..Mismatch::new(kind) };
            }
        }
        if let Some(rest) = text.strip_prefix("unknown field `") {
            let found = rest.rsplit_once("`, expected ").map(|(found, _)| found);
            let found = found.or_else(|| rest.strip_suffix("`, there are no fields"));
            return Mismatch {
                name: found.map(name),
                expected: expected(),
                ..Mismatch::new("unknown field")
            };
        }
        for (start, kind) in [
            ("invalid type: ", "invalid type"),
            ("invalid value: ", Mismatch::INVALID),
            ("invalid length ", "invalid length"),
            ("unknown variant `", "unknown variant"),
        ] {
            if text.starts_with(start) {
                return Mismatch { expected: expected(), ..Mismatch::new(kind) };
            }
        }
        Mismatch::new(Mismatch::INVALID)
    }

    /// A text that must be read as something else.
    pub(crate) fn expected(expected: &str) -> Self {
        Mismatch { expected: Some(expected.to_owned()), ..Mismatch::new(Mismatch::INVALID) }
    }

    /// The same at this path, which may end in the member that was not expected.
    fn at(mut self, path: String) -> Self {
        self.name = self.name.filter(|name| path != *name && !path.ends_with(&format!(".{name}")));
        Mismatch { path, ..self }
    }

    /// The same within the member of this name.
    #[must_use]
    pub(crate) fn within(mut self, member: &str) -> Self {
        if self.path.is_empty() {
            self.path = name(member);
        }
        self
    }

    /// The path of the value, such as `items[2].price`; empty for the whole. Long names are cut, control characters escaped.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The line in the JSON text, from 1; `None` for a query string and an authorizer's context.
    pub fn line(&self) -> Option<usize> {
        self.position.map(|(line, _)| line)
    }

    /// The column in the JSON text, in bytes from 1; `None` for a query string and an authorizer's context.
    pub fn column(&self) -> Option<usize> {
        self.position.map(|(_, column)| column)
    }
}

fn name(name: &str) -> String {
    excerpt_of(name, NAME_LIMIT).into_owned()
}

fn path(path: &Path) -> String {
    let mut text = String::new();
    for segment in path {
        match segment {
            Segment::Seq { index } => text += &format!("[{index}]"),
            Segment::Map { key: member } | Segment::Enum { variant: member } => {
                text += if text.is_empty() { "" } else { "." };
                text += &name(member);
            }
            // serde read the value into a buffer first, which keeps no path.
            Segment::Unknown => {}
        }
    }
    excerpt_of(&text, PATH_LIMIT).into_owned()
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.kind)?;
        if let Some(name) = &self.name {
            write!(f, " `{name}`")?;
        }
        if !self.path.is_empty() {
            write!(f, " at `{}`", self.path)?;
        }
        if let Some((line, column)) = self.position {
            write!(f, " (line {line}, column {column})")?;
        }
        match &self.expected {
            Some(expected) => write!(f, ", expected {expected}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Mismatch {}

impl de::Error for Mismatch {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Mismatch::new(Mismatch::INVALID)
    }

    fn invalid_type(_: de::Unexpected<'_>, expected: &dyn de::Expected) -> Self {
        Mismatch { expected: Some(expected.to_string()), ..Mismatch::new("invalid type") }
    }

    fn invalid_value(_: de::Unexpected<'_>, expected: &dyn de::Expected) -> Self {
        Mismatch::expected(&expected.to_string())
    }

    fn invalid_length(_: usize, expected: &dyn de::Expected) -> Self {
        Mismatch { expected: Some(expected.to_string()), ..Mismatch::new("invalid length") }
    }

    fn unknown_variant(_: &str, expected: &'static [&'static str]) -> Self {
        Mismatch { expected: one_of(expected), ..Mismatch::new("unknown variant") }
    }

    fn unknown_field(field: &str, expected: &'static [&'static str]) -> Self {
        Mismatch { name: Some(name(field)), expected: one_of(expected), ..Mismatch::new("unknown field") }
    }

    fn missing_field(field: &'static str) -> Self {
        Mismatch { name: Some(name(field)), ..Mismatch::new("missing field") }
    }

    fn duplicate_field(field: &'static str) -> Self {
        Mismatch { name: Some(name(field)), ..Mismatch::new("duplicate field") }
    }
}

fn one_of(names: &[&str]) -> Option<String> {
    match names {
        [] => None,
        names => Some(format!("`{}`", names.join("`, `"))),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    #[allow(dead_code, reason = "read only to be refused")]
    struct Order {
        items: Vec<Item>,
        #[serde(default)]
        notes: HashMap<String, u8>,
        #[serde(default)]
        tag: Option<Tag>,
    }

    #[derive(Debug, Deserialize)]
    #[allow(dead_code, reason = "read only to be refused")]
    struct Item {
        price: u32,
    }

    #[derive(Debug, Deserialize)]
    #[serde(rename_all = "lowercase")]
    enum Tag {
        New,
        Old,
    }

    fn mismatch(json: &str) -> Mismatch {
        let error = serde_json::from_str::<Order>(json).expect_err("another type");
        Mismatch::in_json::<Order>(json.as_bytes(), &error)
    }

    #[test]
    fn mismatch_names_path_and_kind_without_the_value() {
        for (json, expected) in [
            (
                r#"{"items":[{"price":1},{"price":"SECRET, expected SECRET"}]}"#,
                "invalid type at `items[1].price` (line 1, column 56), expected u32",
            ),
            (
                r#"{"items":[{"price":-7}]}"#,
                "invalid value at `items[0].price` (line 1, column 21), expected u32",
            ),
            (r#"{"items":[{}]}"#, "missing field `price` at `items[0]` (line 1, column 12)"),
            (
                "{\"items\":[],\n\"notes\":{\"a\\nb\":300}}",
                r"invalid value at `notes.a\nb` (line 2, column 19), expected u8",
            ),
            (
                r#"{"items":[],"tag":"SECRET"}"#,
                "unknown variant at `tag` (line 1, column 26), expected `new` or `old`",
            ),
            (
                r#"{"items":[],"more":"SECRET"}"#,
                "unknown field at `more` (line 1, column 18), expected one of `items`, `notes`, `tag`",
            ),
            (r#"{"items":[],"items":["SECRET"]}"#, "duplicate field `items` (line 1, column 19)"),
            (r#""SECRET""#, "invalid type (line 1, column 8), expected struct Order"),
        ] {
            assert_eq!(mismatch(json).to_string(), expected, "{json}");
        }
    }

    #[test]
    fn path_with_long_names_is_cut() {
        let found = mismatch(&format!(r#"{{"items":[],"notes":{{"{}":300}}}}"#, "n".repeat(100_000)));
        assert_eq!(found.path(), format!("notes.{}…", "n".repeat(NAME_LIMIT - 1)));
        assert_eq!(found.line(), Some(1));
        assert!(found.to_string().len() < 200, "{found}");
    }

    #[test]
    fn custom_message_of_a_type_is_left_out() {
        #[derive(Debug, Deserialize)]
        #[serde(try_from = "String")]
        struct Mail;

        impl TryFrom<String> for Mail {
            type Error = String;

            fn try_from(text: String) -> Result<Self, String> {
                Err(format!("{text} is no mail address"))
            }
        }

        let error = serde_json::from_str::<Mail>(r#""SECRET""#).expect_err("no address");
        assert_eq!(Mismatch::in_json::<Mail>(br#""SECRET""#, &error).to_string(), "invalid value");
    }
}
