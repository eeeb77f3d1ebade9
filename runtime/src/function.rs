/// The function behind a route.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Function {
    /// Its logical id in the template; `None` if it exists already.
    pub logical_id: Option<String>,
    /// The path of the route's handler, as declared; empty if the function exists already.
    pub handler: String,
    /// Seconds.
    pub timeout: Option<u32>,
    /// MB.
    pub memory_size: Option<u32>,
    /// `x86_64` or `arm64`.
    pub architecture: Option<&'static str>,
}
