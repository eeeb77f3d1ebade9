#![doc = include_str!("../../doc/build.md")]

mod conditions;
mod config;
mod emit;

pub use config::Config;
