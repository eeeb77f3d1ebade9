//! What a `websocket_api!` declaration says, as data, and the CloudFormation template made from it.
//!
//! Data flows one way: a [`declaration::Declaration`] (written by the macro as a constant, or lowered from source text)
//! goes into [`synth`], which returns a [`template::Template`]. None of that reads tokens or files. The modules `files` and
//! `cli`, with a feature each, hold what command lines and build scripts share.

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

/// A document as YAML, with a final newline.
///
/// # Panics
/// If it has keys that are no strings.
#[cfg(feature = "yaml")]
pub fn yaml(document: &impl serde::Serialize) -> String {
    serde_saphyr::to_string(document).expect("string keys and finite numbers only")
}

pub use error_chain::error_chain;
pub use function::Function;
pub use synth::{access_log_id, custom_domain_url, function_id, synth, synth_made, synth_stack};
