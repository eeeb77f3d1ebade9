//! The data of a `websocket_api!` declaration, and its CloudFormation template.
//!
//! Data flows one way: [`synth`] turns a [`declaration::Declaration`] into a [`template::Template`]. The
//! macro writes the declaration as a constant, or the front end lowers it from source text. Neither reads
//! tokens or files here. The modules `files` and `cli`, with a feature each, contain shared code of command
//! lines and build scripts.

pub mod access_log_variables;
#[cfg(feature = "cli")]
pub mod cli;
pub mod declaration;
pub mod diagram;
mod error_chain;
pub mod escape;
#[cfg(feature = "files")]
pub mod files;
mod function;
pub mod limits;
pub mod message;
pub mod rules;
pub mod selection;
mod synth;
pub mod template;

/// Returns a document as YAML, with a final newline.
///
/// # Panics
/// If a key is not a string.
#[cfg(feature = "yaml")]
pub fn yaml(document: &impl serde::Serialize) -> String {
    serde_saphyr::to_string(document).expect("string keys and finite numbers only")
}

pub use error_chain::error_chain;
pub use function::Function;
pub use synth::{access_log_id, custom_domain_url, function_id, synth, synth_made, synth_stack};
