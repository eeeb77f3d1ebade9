#![doc = include_str!("../../doc/gateway.md")]
//!
//! [`WebSocketApi::serve`]: https://docs.rs/websocket-api/latest/websocket_api/struct.WebSocketApi.html#method.serve
//! [`Serve`]: https://docs.rs/websocket-api/latest/websocket_api/gateway/struct.Serve.html
//! [`Serve::access_log`]: https://docs.rs/websocket-api/latest/websocket_api/gateway/struct.Serve.html#method.access_log
//! [`Serve::allow_host`]: https://docs.rs/websocket-api/latest/websocket_api/gateway/struct.Serve.html#method.allow_host
//! [`Serve::aws_key`]: https://docs.rs/websocket-api/latest/websocket_api/gateway/struct.Serve.html#method.aws_key
//! [`Serve::client_timeout`]: https://docs.rs/websocket-api/latest/websocket_api/gateway/struct.Serve.html#method.client_timeout
//! [`Serve::serial`]: https://docs.rs/websocket-api/latest/websocket_api/gateway/struct.Serve.html#method.serial
//! [`Serve::throttle_posts`]: https://docs.rs/websocket-api/latest/websocket_api/gateway/struct.Serve.html#method.throttle_posts
//! [`Serve::timeout_scale`]: https://docs.rs/websocket-api/latest/websocket_api/gateway/struct.Serve.html#method.timeout_scale

pub mod conformance {
    #![doc = include_str!("../../doc/conformance.md")]
    //!
    //! [`Serve::ping_resets_idle`]: https://docs.rs/websocket-api/latest/websocket_api/gateway/struct.Serve.html#method.ping_resets_idle
    //! [`Serve::throttle_posts`]: https://docs.rs/websocket-api/latest/websocket_api/gateway/struct.Serve.html#method.throttle_posts
    //! [`Serve::timeout_close_code`]: https://docs.rs/websocket-api/latest/websocket_api/gateway/struct.Serve.html#method.timeout_close_code
}
