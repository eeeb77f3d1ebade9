#![doc = include_str!("../../doc/asyncapi.md")]
//!
//! [`WebSocketApi::asyncapi`]: https://docs.rs/websocket-api/latest/websocket_api/struct.WebSocketApi.html#method.asyncapi
//! [`WebSocketApi::client`]: https://docs.rs/websocket-api/latest/websocket_api/struct.WebSocketApi.html#method.client
//! [`AsyncApi::breaking_changes`]: https://docs.rs/websocket-api/latest/websocket_api/asyncapi/struct.AsyncApi.html#method.breaking_changes
//! [`AsyncApi::undescribed`]: https://docs.rs/websocket-api/latest/websocket_api/asyncapi/struct.AsyncApi.html#method.undescribed
//! [`JsonSchema`]: https://docs.rs/schemars/latest/schemars/trait.JsonSchema.html
//! [`ClientMessages`]: https://docs.rs/websocket-api/latest/websocket_api/asyncapi/derive.Messages.html
