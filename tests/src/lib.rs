//! Tests of `websocket-api` as its users see it.
