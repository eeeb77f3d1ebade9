#![doc = include_str!("../../doc/contract.md")]
//!
//! [`App::asyncapi`]: https://docs.rs/websocket-api/latest/websocket_api/struct.App.html#method.asyncapi
//! [`App::client`]: https://docs.rs/websocket-api/latest/websocket_api/struct.App.html#method.client
//! [`AsyncApi::breaking_changes`]: https://docs.rs/websocket-api/latest/websocket_api/contract/struct.AsyncApi.html#method.breaking_changes
//! [`AsyncApi::undescribed`]: https://docs.rs/websocket-api/latest/websocket_api/contract/struct.AsyncApi.html#method.undescribed
//! [`JsonSchema`]: https://docs.rs/schemars/latest/schemars/trait.JsonSchema.html
//! [`Messages`]: https://docs.rs/websocket-api/latest/websocket_api/contract/derive.Messages.html
