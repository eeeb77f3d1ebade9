//! Users' files and standard output: reads of limited size, and atomic writes. The command, build scripts and
//! a program's command line share this module. The rest of the crate does not use it.

mod error;
mod read;
mod target;
mod temporary_file;
mod write;

pub use error::Error;
pub use read::{is_pipe, read_input, read_named, read_text};
pub use write::{replace, write, write_stdout};
