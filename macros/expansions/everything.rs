/// A chat.
#[derive(PartialEq)]
#[derive(::core::clone::Clone, ::core::marker::Copy, ::core::fmt::Debug)]
pub(crate) struct Chat;
///The route keys of [`Chat`].
#[derive(
    ::core::clone::Clone,
    ::core::marker::Copy,
    ::core::fmt::Debug,
    ::core::cmp::PartialEq,
    ::core::cmp::Eq,
    ::core::hash::Hash,
)]
#[allow(dead_code, non_camel_case_types)]
pub(crate) enum ChatRoute {
    ///`$default`
    Default,
}
#[allow(dead_code)]
impl ChatRoute {
    /// All of them, in the order declared.
    pub(crate) const ALL: &'static [ChatRoute] = &[ChatRoute::Default];
    /// The route key.
    pub(crate) const fn key(self) -> &'static ::core::primitive::str {
        match self {
            ChatRoute::Default => "$default",
        }
    }
}
impl ::core::convert::From<ChatRoute> for ::websocket_api::RouteKey {
    fn from(route: ChatRoute) -> Self {
        ::websocket_api::RouteKey::from(route.key())
    }
}
const _: () = {
    use ::websocket_api::__private::spec as __websocket_api;
    #[allow(unused_imports)]
    use ::websocket_api::Api as __WebsocketApi;
    #[allow(non_upper_case_globals)]
    const __websocket_api_0: ::core::primitive::u32 = TIMEOUT;
    const _: () = {
        let _ = __websocket_api::Timeout::new(__websocket_api_0);
    };
    #[allow(non_upper_case_globals)]
    const __websocket_api_2: &'static ::core::primitive::str = settings::MODE;
    const _: () = {
        let _ = __websocket_api::rule::any(__websocket_api_2);
    };
    impl __WebsocketApi for Chat {
        const SPEC: __websocket_api::Spec = __websocket_api::Spec::new("Chat");
    }
    impl Chat {
        /// The API as declared, ready to run or to make a template of.
        pub(crate) fn app() -> ::websocket_api::App {
            <Self as ::websocket_api::Api>::app()
        }
    }
};
const _: () = {
    use ::websocket_api::__private as __websocket_api;
    #[allow(dead_code)]
    fn __websocket_api_handler_0() {
        __websocket_api::check_handler(&handlers::fallback::<u8>);
    }
};
const _: () = {
    ::core::compile_error! {
        "an authorizer is asked on `$connect` only, and there is no such route; add `$connect: handler`"
    }
};
