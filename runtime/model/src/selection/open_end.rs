use super::SelectionExpression;

/// A variable without braces whose end is ambiguous: API Gateway documents only the end of the expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenEnd {
    pub(super) variable: String,
    /// The expression if the variable ends before its first `-`.
    pub(super) other: Option<String>,
    pub(super) is_certain: bool,
    pub(super) remedies: Vec<String>,
}

impl OpenEnd {
    /// Returns the variable as it is parsed: `$request.body.a-`.
    pub fn variable(&self) -> &str {
        &self.variable
    }

    /// Returns `true` if text or a variable follows, or the variable ends in `-`. Otherwise it has a `-`
    /// within a name, and the parsed reading applies unless a route key has the form of the other reading.
    pub fn is_certain(&self) -> bool {
        self.is_certain
    }

    /// Returns the expression if the variable ends before its first `-`.
    pub fn other_reading(&self) -> Option<SelectionExpression> {
        SelectionExpression::parse(self.other.as_deref()?).ok()
    }

    /// Returns the forms with braces, one for each reading.
    pub fn remedies(&self) -> impl Iterator<Item = &str> {
        self.remedies.iter().map(String::as_str)
    }
}
