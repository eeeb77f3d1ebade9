//! From what was read to the model. A declaration is lowered once: the value that comes of it is the command's, and the macro writes the
//! same value as a constant.

/// A part of a declaration that is a value of the model. A Rust constant is lowered to a placeholder; the table of the declaration knows
/// where one is.
pub trait Lower {
    type Model;

    fn lower(&self) -> Self::Model;
}
