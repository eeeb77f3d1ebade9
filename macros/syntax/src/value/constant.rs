/// A literal value, or the path of a Rust constant.
#[derive(Clone, Debug)]
pub enum Constant<T> {
    Value(T),
    Path(syn::Path),
}

impl<T> Constant<T> {
    /// Returns the value, if it is a literal.
    pub fn value(&self) -> Option<&T> {
        match self {
            Constant::Value(value) => Some(value),
            Constant::Path(_) => None,
        }
    }
}
