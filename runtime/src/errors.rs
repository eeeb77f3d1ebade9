#![doc = include_str!("../doc/errors.md")]
