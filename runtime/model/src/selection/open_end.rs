use super::SelectionExpression;

/// A variable without braces that may end elsewhere: API Gateway documents no end but that of the expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenEnd {
    pub(super) variable: String,
    /// The expression as it is if the variable ends before its first `-`.
    pub(super) other: Option<String>,
    pub(super) is_certain: bool,
    pub(super) remedies: Vec<String>,
}

impl OpenEnd {
    /// The variable as it is read: `$request.body.a-`.
    pub fn variable(&self) -> &str {
        &self.variable
    }

    /// Returns `true` if text or a variable follows, or the variable ends in `-`. Else it has a `-` within a name, and is meant as it is read,
    /// unless a route's key has the form of the other reading.
    pub fn is_certain(&self) -> bool {
        self.is_certain
    }

    /// The expression as it is if the variable ends before its first `-`.
    pub fn other_reading(&self) -> Option<SelectionExpression> {
        SelectionExpression::parse(self.other.as_deref()?).ok()
    }

    /// The forms with braces that may be written instead: one for each reading.
    pub fn remedies(&self) -> impl Iterator<Item = &str> {
        self.remedies.iter().map(String::as_str)
    }
}
