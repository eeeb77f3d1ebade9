#[allow(unexpected_cfgs)]
const _: () = {
    #[cfg(rust_analyzer)]
    ::websocket_api::__private::editor! {
        (::websocket_api) #[doc = " A chat."] #[derive(PartialEq)] pub (crate) Chat {
        resources : { Table : { Type : "AWS::DynamoDB::Table", DeletionPolicy : "Retain"
        } }, routes : { $connect : { function : { handler : handlers::connect, group :
        doors } }, existing : { function : { arn :
        "arn:aws:lambda:eu-west-1:123456789012:function:name" } }, $default : { function
        : { handler : handlers::fallback::< u8 >, timeout : TIMEOUT, memory_size :
        "1 GB", architecture : arm64, environment : { TABLE :
        "${AWS::StackName}-messages", MODE : settings::MODE }, permissions : ["s3",
        "dynamodb:PutItem", (Table, "read"), { actions : ["sqs:SendMessage"] }], layers :
        ["arn:aws:lambda:eu-west-1:123456789012:layer:tools:3"], tracing : disabled,
        log_retention : two_weeks, }, return_response : true, }, }, groups : { doors : {
        timeout : 20, permissions : "*" } }, authorizer : { type : lambda, function :
        handlers::authorize }, custom_domain : { domain : Core, path : PATH }, overrides
        : { stage : { StageVariables : { level : 3 } } }, access_log : { format :
        "$context.requestId", retention : one_week }, name : "chat", tags : { team :
        "support" }, stage : { name : "dev", auto_deploy : false, variables : { prefix :
        "chat-${AWS::Region}", team : settings::TEAM }, throttle : { rate : 100, burst :
        settings::BURST }, detailed_metrics : true, routes : { $connect : { throttle : {
        rate : 5 } }, existing : { execution_log : info, data_trace : true } }, },
        cloudwatch_role : existing, }
    }
};
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
    ///`$connect`
    Connect,
    ///`existing`
    Existing,
    ///`$default`
    Default,
}
#[allow(dead_code)]
impl ChatRoute {
    /// All of them, in the order declared.
    pub(crate) const ALL: &'static [ChatRoute] = &[
        ChatRoute::Connect,
        ChatRoute::Existing,
        ChatRoute::Default,
    ];
    /// The route key.
    pub(crate) const fn key(self) -> &'static ::core::primitive::str {
        match self {
            ChatRoute::Connect => "$connect",
            ChatRoute::Existing => "existing",
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
    /// The API as declared, ready to run or to make a template of.
    pub(crate) fn app() -> ::websocket_api::App<()> {
        <Self as ::websocket_api::Api>::app()
    }
    /// What serves the API's events, for those who bring a runtime or layers of their own.
    pub(crate) fn router() -> ::websocket_api::Router<()> {
        <Self as ::websocket_api::Api>::router()
    }
}
#[allow(unexpected_cfgs)]
const _: () = {
    #[cfg(not(rust_analyzer))]
    const _: () = {
        use ::websocket_api::__private::spec as __websocket_api;
        use ::websocket_api::__private as __websocket_api_handler;
        #[allow(unused_imports)]
        use __websocket_api_handler::OtherError as _;
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
        #[allow(non_upper_case_globals)]
        const __websocket_api_4: ::core::primitive::u32 = settings::BURST;
        const _: () = {
            let _ = __websocket_api::ThrottleBurst::new(__websocket_api_4);
        };
        #[allow(non_upper_case_globals)]
        const __websocket_api_6: &'static ::core::primitive::str = settings::TEAM;
        const _: () = {
            let _ = __websocket_api::rule::stage_value(__websocket_api_6);
        };
        #[allow(non_upper_case_globals)]
        const __websocket_api_8: &'static ::core::primitive::str = PATH;
        const _: () = {
            let _ = __websocket_api::rule::mapping_key(__websocket_api_8);
        };
        #[allow(non_upper_case_globals)]
        const __websocket_api_10: &'static __websocket_api::Spec = &<Core as __WebsocketApi>::SPEC;
        const _: () = {
            let _ = __websocket_api::check_shared_domain(
                __websocket_api_10,
                ::core::option::Option::Some(__websocket_api_8),
            );
        };
        #[allow(dead_code)]
        fn __websocket_api_handler_0() -> __websocket_api_handler::Endpoint<()> {
            __websocket_api_handler::returns(
                __websocket_api_handler::As::<
                    __websocket_api_handler::ConnectKind,
                >::HANDLER,
                __websocket_api_handler::takes(
                        __websocket_api_handler::For::<
                            __websocket_api_handler::ConnectKind,
                            (),
                        >::HANDLER,
                        __websocket_api_handler::runs(
                            __websocket_api_handler::signature(handlers::connect),
                        ),
                    )
                    .connect_error(),
            )
        }
        #[allow(dead_code)]
        fn __websocket_api_handler_2() -> __websocket_api_handler::Endpoint<()> {
            __websocket_api_handler::returns(
                __websocket_api_handler::As::<
                    __websocket_api_handler::TwoWayKind,
                >::HANDLER,
                __websocket_api_handler::takes(
                        __websocket_api_handler::For::<
                            __websocket_api_handler::MessageKind,
                            (),
                        >::HANDLER,
                        __websocket_api_handler::runs(
                            __websocket_api_handler::signature(handlers::fallback::<u8>),
                        ),
                    )
                    .message_error(),
            )
        }
        #[allow(dead_code)]
        fn __websocket_api_handler_3() -> __websocket_api_handler::Endpoint<()> {
            __websocket_api_handler::returns(
                __websocket_api_handler::As::<
                    __websocket_api_handler::AuthorizerKind,
                >::HANDLER,
                __websocket_api_handler::takes(
                        __websocket_api_handler::For::<
                            __websocket_api_handler::AuthorizerKind,
                            (),
                        >::HANDLER,
                        __websocket_api_handler::runs(
                            __websocket_api_handler::signature(handlers::authorize),
                        ),
                    )
                    .authorizer_error(),
            )
        }
        impl __WebsocketApi for Chat {
            type State = ();
            const SPEC: __websocket_api::Spec = __websocket_api::Spec::new("");
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
        "`arm64` here and `x86_64` for the others: one artifact has one architecture; write `architecture: arm64` at the API"
    }
};
const _: () = {
    #[deprecated(
        note = "`\"*\"` permits every action on everything in the account; name services, actions or resources; `allow: [wildcard_permissions]` silences this"
    )]
    #[allow(non_upper_case_globals)]
    const websocket_api: () = ();
    websocket_api
};
