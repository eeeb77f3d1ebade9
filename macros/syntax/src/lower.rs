//! Lowering of blocks to the model. A declaration is lowered once: the command uses the value, and the macro
//! writes the same value as a constant.

/// A part of a declaration with a value of the model. A Rust constant is lowered to a placeholder; the table
/// of the declaration has the positions of constants.
pub trait Lower {
    type Model;

    fn lower(&self) -> Self::Model;
}
