#![doc = include_str!("../README.md")]
#![deny(missing_docs)]

mod conditions;
mod config;
mod emit;
mod error;

pub use config::Config;
pub use error::{Error, Result};
