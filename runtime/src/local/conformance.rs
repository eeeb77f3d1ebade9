#![doc = include_str!("../../doc/conformance.md")]
