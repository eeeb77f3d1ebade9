#[allow(unexpected_cfgs)]
const _: () = {
    #[cfg(rust_analyzer)]
    ::websocket_api::__private::editor! {
        (::websocket_api) Chat { routes : { $connect : handlers::connect, sendMessage :
        handlers::send } }
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
    ///`sendMessage`
    SendMessage,
}
#[allow(dead_code)]
impl ChatRoute {
    /// All routes, in the order of the declaration.
    const ALL: &'static [ChatRoute] = &[ChatRoute::Connect, ChatRoute::SendMessage];
    /// Returns the route key.
    const fn key(self) -> &'static ::core::primitive::str {
        match self {
            ChatRoute::Connect => "$connect",
            ChatRoute::SendMessage => "sendMessage",
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
        #[allow(dead_code)]
        fn __websocket_api_handler_1() -> __websocket_api_handler::Endpoint<()> {
            __websocket_api_handler::check_return(
                __websocket_api_handler::OutputOf::<
                    __websocket_api_handler::MessageKind,
                >::HANDLER,
                __websocket_api_handler::check_arguments(
                        __websocket_api_handler::EventFor::<
                            __websocket_api_handler::MessageKind,
                            (),
                        >::HANDLER,
                        __websocket_api_handler::check_async(
                            __websocket_api_handler::check_function(handlers::send),
                        ),
                    )
                    .message_error(),
            )
        }
        impl __WebsocketApi for Chat {
            type State = ();
            const DECLARATION: __websocket_api::Declaration = __websocket_api::Declaration {
                type_name: ::std::borrow::Cow::Borrowed("Chat"),
                documentation: ::core::option::Option::None,
                name: ::core::option::Option::None,
                description: ::core::option::Option::None,
                tags: ::std::borrow::Cow::Borrowed(&[]),
                routes: ::std::borrow::Cow::Borrowed(
                    &[
                        __websocket_api::Route::new("$connect", "handlers::connect"),
                        __websocket_api::Route::new("sendMessage", "handlers::send"),
                    ],
                ),
                defaults: __websocket_api::Function::EMPTY,
                functions: __websocket_api::FunctionLayout::PerRoute,
                architecture: ::core::option::Option::None,
                authorizer: __websocket_api::Authorizer::None,
                access_log: ::core::option::Option::Some(
                    __websocket_api::AccessLog::DEFAULT,
                ),
                stage: __websocket_api::Stage::DEFAULT,
                route_selection_expression: ::std::borrow::Cow::Borrowed(
                    "$request.body.action",
                ),
                cloudwatch_role: __websocket_api::CloudwatchRole::Create,
                permissions: ::core::option::Option::None,
                sections: __websocket_api::TemplateSections::EMPTY,
                custom_domain: ::core::option::Option::None,
                groups: ::std::borrow::Cow::Borrowed(&[]),
                import: ::core::option::Option::None,
                overrides: __websocket_api::Overrides::EMPTY,
            };
            fn handlers() -> __websocket_api_handler::Handlers<()> {
                __websocket_api_handler::Handlers::new(
                    ::std::vec![
                        ("$connect", __websocket_api_handler_0()), ("sendMessage",
                        __websocket_api_handler_1())
                    ],
                    ::core::option::Option::None,
                )
            }
        }
    };
};
const _: () = {
    mod websocket_api {
        #[deprecated(
            note = "API without the route `$default`\n= help: add `$default: handler`\n= note: API Gateway answers a message that selects no route with `Forbidden`\n= note: `allow: [no_default_route]` in the API silences this warning"
        )]
        #[allow(non_upper_case_globals)]
        pub(super) const no_default_route: () = ();
    }
    websocket_api::no_default_route
};
