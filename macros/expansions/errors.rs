#[allow(unexpected_cfgs)]
const _: () = {
    #[cfg(rust_analyzer)]
    ::websocket_api::__private::editor! {
        (::websocket_api) Chat { routes : { $connect : handlers::connect, a :, $default :
        handlers:: }, stage : 7, colour }
    }
};
///The WebSocket API `Chat`.
#[derive(::core::clone::Clone, ::core::marker::Copy, ::core::fmt::Debug)]
struct Chat;
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
enum ChatRoute {
    ///`$connect`
    Connect,
    ///`a`
    A,
    ///`$default`
    Default,
}
#[allow(dead_code)]
impl ChatRoute {
    /// All routes, in the order of the declaration.
    const ALL: &'static [ChatRoute] = &[
        ChatRoute::Connect,
        ChatRoute::A,
        ChatRoute::Default,
    ];
    /// Returns the route key.
    const fn key(self) -> &'static ::core::primitive::str {
        match self {
            ChatRoute::Connect => "$connect",
            ChatRoute::A => "a",
            ChatRoute::Default => "$default",
        }
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
    fn api() -> ::websocket_api::WebSocketApi<()> {
        <Self as ::websocket_api::ApiDefinition>::api()
    }
    /// Returns the router of the API's events, for programs with their own runtime or layers.
    fn router() -> ::websocket_api::Router<()> {
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
        #[allow(dead_code)]
        fn __websocket_api_handler_0() -> __websocket_api_handler::Endpoint<()> {
            __websocket_api_handler::check_return(
                __websocket_api_handler::OutputOf::<
                    __websocket_api_handler::ConnectKind,
                >::HANDLER,
                __websocket_api_handler::check_arguments(
                        __websocket_api_handler::EventFor::<
                            __websocket_api_handler::ConnectKind,
                            (),
                        >::HANDLER,
                        __websocket_api_handler::check_async(
                            __websocket_api_handler::check_function(handlers::connect),
                        ),
                    )
                    .connect_error(),
            )
        }
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
        "unknown key `colour` in the API\n= help: expected `routes`, `state`, `client_messages`, `server_messages`, `defaults`, `authorizer`, `access_log`, `name`, `description`, `tags`, `stage`, `route_selection_expression`, `cloudwatch_role`, `functions`, `architecture`, `groups`, `custom_domain`, `permissions`, `import`, `overrides`, `resources`, `parameters`, `outputs` or `allow`"
    }
};
const _: () = {
    ::core::compile_error! {
        "missing value of `a`"
    }
};
const _: () = {
    ::core::compile_error! {
        "incomplete path `handlers::`"
    }
};
const _: () = {
    ::core::compile_error! {
        "expected a block for `stage`, found `7`"
    }
};
