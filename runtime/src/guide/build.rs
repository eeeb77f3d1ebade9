#![doc = include_str!("../../doc/build.md")]
//!
//! [`Config::out_dir`]: https://docs.rs/websocket-api/latest/websocket_api/build/struct.Config.html#method.out_dir
//! [`Config::strict`]: https://docs.rs/websocket-api/latest/websocket_api/build/struct.Config.html#method.strict
