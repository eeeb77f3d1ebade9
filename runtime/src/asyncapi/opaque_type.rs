use std::fmt;

/// A type of a handler that does not implement `DescribeMessage`.
#[derive(Debug)]
pub(super) struct OpaqueType {
    /// The use of the type, such as "the message of `sendMessage`".
    pub(super) subject: String,
    /// The name that rustc gives the type.
    pub(super) type_name: &'static str,
}

impl fmt::Display for OpaqueType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} is not described: derive `JsonSchema` for what `Json` and `Query` hold, or implement `DescribeMessage`, in {}",
            self.subject, self.type_name
        )
    }
}
