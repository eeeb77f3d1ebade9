//! The keywords of the key `type`.

use websocket_api_model::declaration::KeywordEnum;

macro_rules! kind {
    ($(#[$doc:meta])* $name:ident, $what:literal, $word:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug)]
        pub struct $name;

        impl KeywordEnum for $name {
            const KIND: &'static str = $what;
            // The model has no such enum.
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
    /// A route invokes a function and no other resource, as in SST.
    RouteType, "type of route", "function"
}
kind! {
    /// A block declares a Lambda authorizer only.
    AuthorizerType, "type of authorizer", "lambda"
}
