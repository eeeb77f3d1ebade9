#![doc = include_str!("../doc/rules.md")]
