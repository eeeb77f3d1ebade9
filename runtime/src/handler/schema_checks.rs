//! The schemas of a handler's types, asked from the types.
//!
//! An expansion collects them between two checks: `check_arguments(…).with_message().with_reply()`. rustc prefers a method
//! of a type to a method of a trait. The methods of [`HandlerWithArgs`] exist where the handler's types implement
//! [`DescribeMessage`]. Otherwise the methods of [`OpaqueTypes`] are called, which keep the names of the types. So a handler
//! compiles without schemas.

use super::{
    checks::HandlerWithArgs,
    schema::{DescribeMessage, TypeSchema},
};

impl<F, Args: DescribeMessage, Fut, O, S> HandlerWithArgs<F, Args, Fut, O, S> {
    /// Adds the schema of the arguments.
    #[must_use]
    pub fn with_message(mut self) -> Self {
        self.schemas.message = Some(TypeSchema::new::<Args>());
        self
    }
}

impl<F, Args, Fut, O: DescribeMessage, S> HandlerWithArgs<F, Args, Fut, O, S> {
    /// Adds the schema of the output.
    #[must_use]
    pub fn with_reply(mut self) -> Self {
        self.schemas.reply = Some(TypeSchema::new::<O>());
        self
    }
}

/// The methods of types without a schema, which keep the name of the type instead.
pub trait OpaqueTypes: Sized {
    /// Adds the name of the arguments' type.
    #[must_use]
    fn with_message(self) -> Self;

    /// Adds the name of the output's type.
    #[must_use]
    fn with_reply(self) -> Self;
}

impl<F, Args, Fut, O, S> OpaqueTypes for HandlerWithArgs<F, Args, Fut, O, S> {
    fn with_message(mut self) -> Self {
        self.schemas.message = Some(TypeSchema::opaque::<Args>());
        self
    }

    fn with_reply(mut self) -> Self {
        self.schemas.reply = Some(TypeSchema::opaque::<O>());
        self
    }
}
