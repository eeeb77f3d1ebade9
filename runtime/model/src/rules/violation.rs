use std::fmt;

use super::Rule;
use crate::declaration::DeclarationPath;

/// A rule that a declaration violates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    pub rule: Rule,
    /// The path of the violation.
    pub at: DeclarationPath,
    /// The part of the declaration at the path that shows the violation.
    pub part: Part,
    /// The paths of the values that caused the violation, including absent keys. The root is the whole
    /// declaration.
    pub paths: Vec<DeclarationPath>,
}

/// A part of a declaration at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// A key, or a name that the declaration chose.
    Key,
    Value,
}

impl Violation {
    /// Makes a violation at a key.
    pub(super) fn at_key(rule: Rule, at: DeclarationPath, paths: Vec<DeclarationPath>) -> Self {
        Self { rule, at, part: Part::Key, paths }
    }

    /// Makes a violation at a value.
    pub(super) fn at_value(rule: Rule, at: DeclarationPath, paths: Vec<DeclarationPath>) -> Self {
        Self { rule, at, part: Part::Value, paths }
    }

    /// Makes a violation of the whole declaration.
    pub(super) fn at_root(rule: Rule) -> Self {
        Self::at_key(rule, DeclarationPath::ROOT, vec![DeclarationPath::ROOT])
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.rule.fmt(f)
    }
}

/// The errors among the violations of a declaration, in the order of the rules. There is at least one.
///
/// `Display` shows one on each line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violations(Vec<Violation>);

impl Violations {
    /// Checks the violations, without warnings.
    ///
    /// # Errors
    /// Returns the errors, if there are any.
    pub fn check(violations: Vec<Violation>) -> Result<(), Violations> {
        let errors: Vec<_> =
            violations.into_iter().filter(|violation| violation.rule.warning().is_none()).collect();
        if errors.is_empty() { Ok(()) } else { Err(Violations(errors)) }
    }

    /// Returns the violations.
    pub fn iter(&self) -> impl Iterator<Item = &Violation> {
        self.0.iter()
    }
}

impl fmt::Display for Violations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, violation) in self.0.iter().enumerate() {
            let line = if i == 0 { "" } else { "\n" };
            write!(f, "{line}{violation}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Violations {}
