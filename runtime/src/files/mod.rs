//! Files of users: reading that ends, and writing that never leaves half a file. Nothing here knows more of a
//! file's text than that it declares an API.

#[cfg(any(feature = "build", feature = "cli"))]
mod package;
mod read;
mod target;
mod temporary;
mod write;

#[cfg(any(feature = "build", feature = "cli"))]
pub(crate) use package::Package;
#[cfg(any(feature = "cli", feature = "dev"))]
pub(crate) use read::read_named;
#[cfg(feature = "cli")]
pub(crate) use read::{is_pipe, read_input, read_text};
#[cfg(feature = "cli")]
pub(crate) use write::replace;
pub(crate) use write::write;
