#![doc = include_str!("../../doc/connections.md")]
//!
//! [`Connections::from_sdk`]: https://docs.rs/websocket-api/latest/websocket_api/connections/struct.Connections.html#method.from_sdk
//! [`Connections::new`]: https://docs.rs/websocket-api/latest/websocket_api/connections/struct.Connections.html#method.new
//! [`Connections::new_insecure`]: https://docs.rs/websocket-api/latest/websocket_api/connections/struct.Connections.html#method.new_insecure
//! [`Connections::with_credentials`]: https://docs.rs/websocket-api/latest/websocket_api/connections/struct.Connections.html#method.with_credentials
//! [`Connections::with_region`]: https://docs.rs/websocket-api/latest/websocket_api/connections/struct.Connections.html#method.with_region
