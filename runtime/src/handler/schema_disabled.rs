//! The types of `schema.rs` in a program without the feature `asyncapi`: they are empty.

/// The schemas of a handler, which are not collected.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct HandlerSchemas {}

/// The rest of the contract with clients, which is not collected.
#[derive(Clone, Debug, Default)]
pub(crate) struct ContractMetadata {}
