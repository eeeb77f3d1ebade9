#[allow(unexpected_cfgs)]
const _: () = {
    #[cfg(rust_analyzer)]
    ::websocket_api::__private::editor! {
        (::websocket_api) pub Chat
    }
};
///The WebSocket API `Chat`.
#[derive(::core::clone::Clone, ::core::marker::Copy, ::core::fmt::Debug)]
pub struct Chat;
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
pub enum ChatRoute {}
#[allow(dead_code)]
impl ChatRoute {
    /// All routes, in the order of the declaration.
    pub const ALL: &'static [ChatRoute] = &[];
    /// Returns the route key.
    pub const fn key(self) -> &'static ::core::primitive::str {
        match self {}
    }
}
impl ::core::convert::From<ChatRoute> for ::websocket_api::RouteKey {
    fn from(route: ChatRoute) -> Self {
        ::websocket_api::RouteKey::from(route.key())
    }
}
#[allow(dead_code)]
impl Chat {
    /// Returns the declared API, to run or to generate a template of.
    pub fn api() -> ::websocket_api::WebSocketApi<()> {
        <Self as ::websocket_api::ApiDefinition>::api()
    }
    /// Returns the router of the API's events, for programs with their own runtime or layers.
    pub fn router() -> ::websocket_api::Router<()> {
        <Self as ::websocket_api::ApiDefinition>::router()
    }
}
#[allow(unexpected_cfgs)]
const _: () = {
    #[cfg(not(rust_analyzer))]
    const _: () = {
        use ::websocket_api::__private::declaration as __websocket_api;
        use ::websocket_api::__private as __websocket_api_handler;
        #[allow(unused_imports)]
        use __websocket_api_handler::OtherError as _;
        use ::websocket_api::ApiDefinition as __WebsocketApi;
        impl __WebsocketApi for Chat {
            type State = ();
            const DECLARATION: __websocket_api::Declaration = __websocket_api::Declaration::new(
                "",
            );
            fn handlers() -> __websocket_api_handler::Handlers<()> {
                __websocket_api_handler::Handlers::new(
                    ::std::vec![],
                    ::core::option::Option::None,
                )
            }
        }
    };
};
const _: () = {
    ::core::compile_error! {
        "expected a block after `Chat`\n= help: write `pub Chat { routes: { $default: handler } }`"
    }
};
