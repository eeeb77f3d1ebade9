//! The rules of names that are keys.

use std::fmt;

use super::grammar::{is_tag_text, within};
use crate::{declaration::RouteKeyKind, limits};

/// The reason why AWS rejects a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidName(pub String);

impl fmt::Display for InvalidName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for InvalidName {}

fn require(holds: bool, rule: impl Into<String>) -> Result<(), InvalidName> {
    if holds { Ok(()) } else { Err(InvalidName(rule.into())) }
}

/// Checks a trimmed route key. AWS publishes no character set; `$` is reserved, and control characters are
/// rejected.
pub fn check_route_key(key: &str) -> Result<(), InvalidName> {
    require(!key.is_empty(), "empty route key")?;
    require(
        !key.starts_with('$') || RouteKeyKind::from_key(key) != RouteKeyKind::Custom,
        format!("unknown predefined route key `{key}`"),
    )?;
    require(
        within(key, 1, limits::ROUTE_KEY),
        format!("route key of more than {} characters", limits::ROUTE_KEY),
    )?;
    require(!key.chars().any(char::is_control), "control character in a route key")
}

/// Checks an environment variable: `[A-Za-z][A-Za-z0-9_]+`, except for those that Lambda or this crate sets.
pub fn check_environment_name(name: &str) -> Result<(), InvalidName> {
    if limits::RESERVED_ENVIRONMENT.contains(&name) {
        return Err(InvalidName("is reserved for Lambda".into()));
    }
    if name == limits::API_VARIABLE {
        return Err(InvalidName("is reserved for stacks of several APIs".into()));
    }
    require(
        name.len() >= 2
            && name.starts_with(|c: char| c.is_ascii_alphabetic())
            && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_'),
        "must be a letter and then letters, digits or `_`",
    )
}

/// Checks a stage variable: `[A-Za-z0-9_]{1,64}`.
pub fn check_stage_variable_name(name: &str) -> Result<(), InvalidName> {
    require(
        within(name, 1, limits::STAGE_VARIABLE_NAME)
            && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_'),
        format!(
            "the name of a stage variable must be 1–{} letters, digits or `_`",
            limits::STAGE_VARIABLE_NAME
        ),
    )
}

/// Checks a tag key: 1 to 128 letters, digits, spaces or `+-=._:/@`. It does not begin with `aws:`.
pub fn check_tag_key(key: &str) -> Result<(), InvalidName> {
    require(!key.to_ascii_lowercase().starts_with("aws:"), "a tag key must not begin with `aws:`")?;
    require(
        within(key, 1, limits::TAG_KEY) && is_tag_text(key.as_bytes()),
        format!("a tag key must be 1–{} letters, digits, spaces or `+-=._:/@`", limits::TAG_KEY),
    )
}
