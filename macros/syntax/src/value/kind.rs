//! KeywordEnum that `type` may be.

use websocket_api_model::declaration::KeywordEnum;

macro_rules! kind {
    ($(#[$doc:meta])* $name:ident, $what:literal, $word:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug)]
        pub struct $name;

        impl KeywordEnum for $name {
            const KIND: &'static str = $what;
            // The model has no enum of one.
            const PATH: &'static str = "";
            const ALL: &'static [(&'static str, Self)] = &[($word, $name)];
            const VARIANTS: &'static [(&'static str, &'static str)] = &[($word, stringify!($name))];

            fn variant(self) -> &'static str {
                stringify!($name)
            }
        }
    };
}

kind! {
    /// Routes have functions and nothing else behind them, as in SST.
    RouteType, "type of route", "function"
}
kind! {
    /// A block describes Lambda authorizers only.
    AuthorizerType, "type of authorizer", "lambda"
}
