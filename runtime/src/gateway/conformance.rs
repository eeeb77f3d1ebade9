#![doc = include_str!("../../doc/conformance.md")]
//!
//! [`Serve::ping_resets_idle`]: super::Serve::ping_resets_idle
//! [`Serve::throttle_posts`]: super::Serve::throttle_posts
//! [`Serve::timeout_close_code`]: super::Serve::timeout_close_code
