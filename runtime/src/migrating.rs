#![doc = include_str!("../doc/migrating.md")]
