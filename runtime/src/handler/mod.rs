//! From the path of an `async fn` to something that serves events.

#[cfg(feature = "asyncapi")]
mod accounts;
mod endpoint;
mod kind;
mod named_error;
mod signature;
mod steps;

#[cfg(feature = "asyncapi")]
pub use accounts::{UnknownMessage, UnknownReply};
pub(crate) use endpoint::Outcome;
pub use endpoint::{Endpoint, Handlers};
pub use kind::Kind;
pub use named_error::OtherError;
pub(crate) use signature::BoxFuture;
#[cfg(feature = "asyncapi")]
pub use steps::validated;
pub use steps::{As, For, returns, runs, signature, takes};

/// Applies a macro to the arguments of every arity that a handler can have: up to eight.
macro_rules! arities {
    ($apply:ident) => {
        $apply!();
        $apply!(A);
        $apply!(A, B);
        $apply!(A, B, C);
        $apply!(A, B, C, D);
        $apply!(A, B, C, D, E);
        $apply!(A, B, C, D, E, F);
        $apply!(A, B, C, D, E, F, G);
        $apply!(A, B, C, D, E, F, G, H);
    };
}

pub(crate) use arities;
