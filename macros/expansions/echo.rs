#[allow(unexpected_cfgs)]
const _: () = {
    #[cfg(rust_analyzer)]
    ::websocket_api::__private::editor! {
        (::websocket_api) pub Echo { routes : { $default : { function : echo,
        return_response : true } } }
    }
};
///The WebSocket API `Echo`.
#[derive(::core::clone::Clone, ::core::marker::Copy, ::core::fmt::Debug)]
pub struct Echo;
///The route keys of [`Echo`].
#[derive(
    ::core::clone::Clone,
    ::core::marker::Copy,
    ::core::fmt::Debug,
    ::core::cmp::PartialEq,
    ::core::cmp::Eq,
    ::core::hash::Hash,
)]
#[allow(dead_code, non_camel_case_types)]
pub enum EchoRoute {
    ///`$default`
    Default,
}
#[allow(dead_code)]
impl EchoRoute {
    /// All routes, in the order of the declaration.
    pub const ALL: &'static [EchoRoute] = &[EchoRoute::Default];
    /// Returns the route key.
    pub const fn key(self) -> &'static ::core::primitive::str {
        match self {
            EchoRoute::Default => "$default",
        }
    }
}
impl ::core::convert::From<EchoRoute> for ::websocket_api::RouteKey {
    fn from(route: EchoRoute) -> Self {
        ::websocket_api::RouteKey::from(route.key())
    }
}
#[allow(dead_code)]
impl Echo {
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
        #[allow(dead_code)]
        fn __websocket_api_handler_0() -> __websocket_api_handler::Endpoint<()> {
            __websocket_api_handler::check_return(
                __websocket_api_handler::OutputOf::<
                    __websocket_api_handler::TwoWayKind,
                >::HANDLER,
                __websocket_api_handler::check_arguments(
                        __websocket_api_handler::EventFor::<
                            __websocket_api_handler::MessageKind,
                            (),
                        >::HANDLER,
                        __websocket_api_handler::check_async(
                            __websocket_api_handler::check_function(echo),
                        ),
                    )
                    .message_error(),
            )
        }
        impl __WebsocketApi for Echo {
            type State = ();
            const DECLARATION: __websocket_api::Declaration = __websocket_api::Declaration {
                type_name: ::std::borrow::Cow::Borrowed("Echo"),
                documentation: ::core::option::Option::None,
                name: ::core::option::Option::None,
                description: ::core::option::Option::None,
                tags: ::std::borrow::Cow::Borrowed(&[]),
                routes: ::std::borrow::Cow::Borrowed(
                    &[
                        __websocket_api::Route {
                            key: ::std::borrow::Cow::Borrowed("$default"),
                            handler: ::std::borrow::Cow::Borrowed("echo"),
                            function: __websocket_api::RouteFunction::Own(
                                __websocket_api::Function::EMPTY,
                            ),
                            return_response: true,
                            validation: __websocket_api::Validation::None,
                            attached: ::core::option::Option::None,
                        },
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
                    ::std::vec![("$default", __websocket_api_handler_0())],
                    ::core::option::Option::None,
                )
            }
        }
    };
};
