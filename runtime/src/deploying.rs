#![doc = include_str!("../doc/deploying.md")]
