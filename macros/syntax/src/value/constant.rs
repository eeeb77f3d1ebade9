/// A value that stands in the declaration, or the path of a Rust constant.
#[derive(Clone, Debug)]
pub enum Constant<T> {
    Value(T),
    Path(syn::Path),
}

impl<T> Constant<T> {
    /// The value, where it is known before compiling.
    pub fn value(&self) -> Option<&T> {
        match self {
            Constant::Value(value) => Some(value),
            Constant::Path(_) => None,
        }
    }
}
