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
        log_retention : two_weeks, }, return_response : true, }, }, architecture : arm64,
        groups : { doors : { timeout : 20, permissions : "*" } }, authorizer : { type :
        lambda, function : handlers::authorize }, custom_domain : { domain : Core, path :
        PATH }, overrides : { api : { DisableExecuteApiEndpoint : true }, stage : {
        StageVariables : { level : 3 } } }, access_log : { format : "$context.requestId",
        retention : one_week }, name : "chat", tags : { team : "support" }, stage : {
        name : "dev", auto_deploy : false, variables : { prefix : "chat-${AWS::Region}",
        team : settings::TEAM }, throttle : { rate : 100, burst : settings::BURST },
        detailed_metrics : true, routes : { $connect : { throttle : { rate : 5 } },
        existing : { execution_log : info, data_trace : true } }, }, cloudwatch_role :
        existing, }
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
    /// All routes, in the order of the declaration.
    pub(crate) const ALL: &'static [ChatRoute] = &[
        ChatRoute::Connect,
        ChatRoute::Existing,
        ChatRoute::Default,
    ];
    /// Returns the route key.
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
    /// Returns the declared API, to run or to generate a template of.
    pub(crate) fn api() -> ::websocket_api::WebSocketApi<()> {
        <Self as ::websocket_api::ApiDefinition>::api()
    }
    /// Returns the router of the API's events, for programs with their own runtime or layers.
    pub(crate) fn router() -> ::websocket_api::Router<()> {
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
        #[allow(non_upper_case_globals)]
        const __websocket_api_0: ::core::primitive::u32 = TIMEOUT;
        const _: () = __websocket_api::Timeout::check(
            __websocket_api_0,
            "`timeout` must be 1–900 seconds",
        );
        #[allow(non_upper_case_globals)]
        const __websocket_api_1: &'static ::core::primitive::str = settings::MODE;
        const _: () = __websocket_api::rule::any(__websocket_api_1, "`MODE` ");
        #[allow(non_upper_case_globals)]
        const __websocket_api_2: &'static ::core::primitive::str = settings::TEAM;
        const _: () = __websocket_api::rule::stage_value(
            __websocket_api_2,
            "`team` must be 1–512 letters, digits or `-._~:/?#&=,`",
        );
        #[allow(non_upper_case_globals)]
        const __websocket_api_3: ::core::primitive::u32 = settings::BURST;
        const _: () = __websocket_api::ThrottleBurst::check(
            __websocket_api_3,
            "`burst` must be 0–2147483647 requests",
        );
        #[allow(non_upper_case_globals)]
        const __websocket_api_4: &'static ::core::primitive::str = PATH;
        const _: () = __websocket_api::rule::mapping_key(
            __websocket_api_4,
            "`path` must be 1–300 letters, digits or `$-_.+!*'()`",
        );
        #[allow(non_upper_case_globals)]
        const __websocket_api_5: &'static __websocket_api::Declaration = &<Core as __WebsocketApi>::DECLARATION;
        const _: () = {
            let _ = __websocket_api::check_shared_domain(
                __websocket_api_5,
                ::core::option::Option::Some(__websocket_api_4),
            );
        };
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
        fn __websocket_api_handler_2() -> __websocket_api_handler::Endpoint<()> {
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
                            __websocket_api_handler::check_function(
                                handlers::fallback::<u8>,
                            ),
                        ),
                    )
                    .message_error(),
            )
        }
        #[allow(dead_code)]
        fn __websocket_api_handler_3() -> __websocket_api_handler::Endpoint<()> {
            __websocket_api_handler::check_return(
                __websocket_api_handler::OutputOf::<
                    __websocket_api_handler::AuthorizerKind,
                >::HANDLER,
                __websocket_api_handler::check_arguments(
                        __websocket_api_handler::EventFor::<
                            __websocket_api_handler::AuthorizerKind,
                            (),
                        >::HANDLER,
                        __websocket_api_handler::check_async(
                            __websocket_api_handler::check_function(handlers::authorize),
                        ),
                    )
                    .authorizer_error(),
            )
        }
        const __WEBSOCKET_API_DECLARATION: &'static __websocket_api::Declaration = &<Chat as __WebsocketApi>::DECLARATION;
        const _: () = { __websocket_api::check_reachable(__WEBSOCKET_API_DECLARATION) };
        impl __WebsocketApi for Chat {
            type State = ();
            const DECLARATION: __websocket_api::Declaration = __websocket_api::Declaration {
                type_name: ::std::borrow::Cow::Borrowed("Chat"),
                documentation: ::core::option::Option::Some(
                    ::std::borrow::Cow::Borrowed("A chat."),
                ),
                name: ::core::option::Option::Some(
                    __websocket_api::Text::literal("chat"),
                ),
                description: ::core::option::Option::None,
                tags: ::std::borrow::Cow::Borrowed(
                    &[
                        __websocket_api::Tag {
                            key: ::std::borrow::Cow::Borrowed("team"),
                            value: __websocket_api::Text::literal("support"),
                        },
                    ],
                ),
                routes: ::std::borrow::Cow::Borrowed(
                    &[
                        __websocket_api::Route {
                            key: ::std::borrow::Cow::Borrowed("$connect"),
                            handler: ::std::borrow::Cow::Borrowed("handlers::connect"),
                            function: __websocket_api::RouteFunction::Group(
                                ::std::borrow::Cow::Borrowed("doors"),
                            ),
                            return_response: false,
                            validation: __websocket_api::Validation::None,
                            attached: ::core::option::Option::None,
                        },
                        __websocket_api::Route {
                            key: ::std::borrow::Cow::Borrowed("existing"),
                            handler: ::std::borrow::Cow::Borrowed(""),
                            function: __websocket_api::RouteFunction::Existing(
                                __websocket_api::Text::literal(
                                    "arn:aws:lambda:eu-west-1:123456789012:function:name",
                                ),
                            ),
                            return_response: false,
                            validation: __websocket_api::Validation::None,
                            attached: ::core::option::Option::None,
                        },
                        __websocket_api::Route {
                            key: ::std::borrow::Cow::Borrowed("$default"),
                            handler: ::std::borrow::Cow::Borrowed(
                                "handlers::fallback::<…>",
                            ),
                            function: __websocket_api::RouteFunction::Own(__websocket_api::Function {
                                timeout: ::core::option::Option::Some(
                                    __websocket_api::Timeout::clamp(__websocket_api_0),
                                ),
                                memory_size: ::core::option::Option::Some(
                                    __websocket_api::MemorySize::new(1024u32),
                                ),
                                disk_size: ::core::option::Option::None,
                                architecture: ::core::option::Option::Some(
                                    __websocket_api::Architecture::Arm64,
                                ),
                                environment: ::std::borrow::Cow::Borrowed(
                                    &[
                                        __websocket_api::Variable {
                                            name: ::std::borrow::Cow::Borrowed("TABLE"),
                                            value: __websocket_api::Text::Sub(
                                                ::std::borrow::Cow::Borrowed(
                                                    &[
                                                        __websocket_api::Piece::Pseudo(
                                                            __websocket_api::Pseudo::StackName,
                                                        ),
                                                        __websocket_api::Piece::Literal(
                                                            ::std::borrow::Cow::Borrowed("-messages"),
                                                        ),
                                                    ],
                                                ),
                                            ),
                                        },
                                        __websocket_api::Variable {
                                            name: ::std::borrow::Cow::Borrowed("MODE"),
                                            value: __websocket_api::Text::literal(__websocket_api_1),
                                        },
                                    ],
                                ),
                                permissions: ::core::option::Option::Some(
                                    __websocket_api::Permissions::List(
                                        ::std::borrow::Cow::Borrowed(
                                            &[
                                                __websocket_api::Permission::Service(
                                                    ::std::borrow::Cow::Borrowed("s3"),
                                                ),
                                                __websocket_api::Permission::Action(
                                                    ::std::borrow::Cow::Borrowed("dynamodb:PutItem"),
                                                ),
                                                __websocket_api::Permission::Resource(
                                                    ::std::borrow::Cow::Borrowed("Table"),
                                                    __websocket_api::Access::Read,
                                                ),
                                                __websocket_api::Permission::Statement(__websocket_api::Statement {
                                                    effect: __websocket_api::Effect::Allow,
                                                    actions: ::std::borrow::Cow::Borrowed(
                                                        &[::std::borrow::Cow::Borrowed("sqs:SendMessage")],
                                                    ),
                                                    resources: ::std::borrow::Cow::Borrowed(
                                                        &[__websocket_api::Text::literal("*")],
                                                    ),
                                                    condition: ::core::option::Option::None,
                                                }),
                                            ],
                                        ),
                                    ),
                                ),
                                layers: ::std::borrow::Cow::Borrowed(
                                    &[
                                        __websocket_api::Text::literal(
                                            "arn:aws:lambda:eu-west-1:123456789012:layer:tools:3",
                                        ),
                                    ],
                                ),
                                description: ::core::option::Option::None,
                                function_name: ::core::option::Option::None,
                                tracing: ::core::option::Option::Some(
                                    __websocket_api::Tracing::Disabled,
                                ),
                                log_retention: ::core::option::Option::Some(
                                    __websocket_api::Retention::TwoWeeks,
                                ),
                                log_format: ::core::option::Option::None,
                                reserved_concurrency: ::core::option::Option::None,
                            }),
                            return_response: true,
                            validation: __websocket_api::Validation::None,
                            attached: ::core::option::Option::None,
                        },
                    ],
                ),
                defaults: __websocket_api::Function::EMPTY,
                functions: __websocket_api::FunctionLayout::PerRoute,
                architecture: ::core::option::Option::Some(
                    __websocket_api::Architecture::Arm64,
                ),
                authorizer: __websocket_api::Authorizer::Lambda(__websocket_api::LambdaAuthorizer {
                    function: __websocket_api::AuthorizerFunction::Own {
                        handler: ::std::borrow::Cow::Borrowed("handlers::authorize"),
                        settings: __websocket_api::Function::EMPTY,
                    },
                    name: ::core::option::Option::None,
                    identity_source: ::core::option::Option::None,
                }),
                access_log: ::core::option::Option::Some(__websocket_api::AccessLog {
                    format: ::core::option::Option::Some(
                        ::std::borrow::Cow::Borrowed("$context.requestId"),
                    ),
                    retention: ::core::option::Option::Some(
                        __websocket_api::Retention::OneWeek,
                    ),
                    destination_arn: ::core::option::Option::None,
                }),
                stage: __websocket_api::Stage {
                    name: ::core::option::Option::Some(
                        ::std::borrow::Cow::Borrowed("dev"),
                    ),
                    auto_deploy: false,
                    description: ::core::option::Option::None,
                    variables: ::std::borrow::Cow::Borrowed(
                        &[
                            __websocket_api::StageVariable {
                                name: ::std::borrow::Cow::Borrowed("prefix"),
                                value: __websocket_api::Text::Sub(
                                    ::std::borrow::Cow::Borrowed(
                                        &[
                                            __websocket_api::Piece::Literal(
                                                ::std::borrow::Cow::Borrowed("chat-"),
                                            ),
                                            __websocket_api::Piece::Pseudo(
                                                __websocket_api::Pseudo::Region,
                                            ),
                                        ],
                                    ),
                                ),
                            },
                            __websocket_api::StageVariable {
                                name: ::std::borrow::Cow::Borrowed("team"),
                                value: __websocket_api::Text::literal(__websocket_api_2),
                            },
                        ],
                    ),
                    settings: __websocket_api::RouteSettings {
                        throttle: ::core::option::Option::Some(__websocket_api::Throttle {
                            rate: ::core::option::Option::Some(
                                __websocket_api::ThrottleRate::new(100u32),
                            ),
                            burst: ::core::option::Option::Some(
                                __websocket_api::ThrottleBurst::clamp(__websocket_api_3),
                            ),
                        }),
                        detailed_metrics: ::core::option::Option::Some(true),
                        execution_log: ::core::option::Option::None,
                        data_trace: ::core::option::Option::None,
                    },
                    routes: ::std::borrow::Cow::Borrowed(
                        &[
                            __websocket_api::StageRoute {
                                key: ::std::borrow::Cow::Borrowed("$connect"),
                                settings: __websocket_api::RouteSettings {
                                    throttle: ::core::option::Option::Some(__websocket_api::Throttle {
                                        rate: ::core::option::Option::Some(
                                            __websocket_api::ThrottleRate::new(5u32),
                                        ),
                                        burst: ::core::option::Option::None,
                                    }),
                                    detailed_metrics: ::core::option::Option::None,
                                    execution_log: ::core::option::Option::None,
                                    data_trace: ::core::option::Option::None,
                                },
                            },
                            __websocket_api::StageRoute {
                                key: ::std::borrow::Cow::Borrowed("existing"),
                                settings: __websocket_api::RouteSettings {
                                    throttle: ::core::option::Option::None,
                                    detailed_metrics: ::core::option::Option::None,
                                    execution_log: ::core::option::Option::Some(
                                        __websocket_api::ExecutionLog::Info,
                                    ),
                                    data_trace: ::core::option::Option::Some(true),
                                },
                            },
                        ],
                    ),
                },
                route_selection_expression: ::std::borrow::Cow::Borrowed(
                    "$request.body.action",
                ),
                cloudwatch_role: __websocket_api::CloudwatchRole::Existing,
                permissions: ::core::option::Option::None,
                sections: __websocket_api::TemplateSections {
                    resources: ::std::borrow::Cow::Borrowed(
                        &[
                            __websocket_api::Member {
                                key: ::std::borrow::Cow::Borrowed("Table"),
                                value: __websocket_api::Json::Object(
                                    ::std::borrow::Cow::Borrowed(
                                        &[
                                            __websocket_api::Member {
                                                key: ::std::borrow::Cow::Borrowed("Type"),
                                                value: __websocket_api::Json::Text(
                                                    __websocket_api::Text::literal("AWS::DynamoDB::Table"),
                                                ),
                                            },
                                            __websocket_api::Member {
                                                key: ::std::borrow::Cow::Borrowed("DeletionPolicy"),
                                                value: __websocket_api::Json::Text(
                                                    __websocket_api::Text::literal("Retain"),
                                                ),
                                            },
                                        ],
                                    ),
                                ),
                            },
                        ],
                    ),
                    parameters: ::std::borrow::Cow::Borrowed(&[]),
                    outputs: ::std::borrow::Cow::Borrowed(&[]),
                },
                custom_domain: ::core::option::Option::Some(__websocket_api::CustomDomain::Shared {
                    of: __websocket_api::DeclarationRef::Static(__websocket_api_5),
                    path: ::core::option::Option::Some(
                        ::std::borrow::Cow::Borrowed(__websocket_api_4),
                    ),
                }),
                groups: ::std::borrow::Cow::Borrowed(
                    &[
                        __websocket_api::Group {
                            name: ::std::borrow::Cow::Borrowed("doors"),
                            function: __websocket_api::Function {
                                timeout: ::core::option::Option::Some(
                                    __websocket_api::Timeout::new(20u32),
                                ),
                                memory_size: ::core::option::Option::None,
                                disk_size: ::core::option::Option::None,
                                architecture: ::core::option::Option::None,
                                environment: ::std::borrow::Cow::Borrowed(&[]),
                                permissions: ::core::option::Option::Some(
                                    __websocket_api::Permissions::All,
                                ),
                                layers: ::std::borrow::Cow::Borrowed(&[]),
                                description: ::core::option::Option::None,
                                function_name: ::core::option::Option::None,
                                tracing: ::core::option::Option::None,
                                log_retention: ::core::option::Option::None,
                                log_format: ::core::option::Option::None,
                                reserved_concurrency: ::core::option::Option::None,
                            },
                        },
                    ],
                ),
                import: ::core::option::Option::None,
                overrides: __websocket_api::Overrides {
                    api: ::core::option::Option::Some(
                        __websocket_api::Json::Object(
                            ::std::borrow::Cow::Borrowed(
                                &[
                                    __websocket_api::Member {
                                        key: ::std::borrow::Cow::Borrowed(
                                            "DisableExecuteApiEndpoint",
                                        ),
                                        value: __websocket_api::Json::Bool(true),
                                    },
                                ],
                            ),
                        ),
                    ),
                    stage: ::core::option::Option::Some(
                        __websocket_api::Json::Object(
                            ::std::borrow::Cow::Borrowed(
                                &[
                                    __websocket_api::Member {
                                        key: ::std::borrow::Cow::Borrowed("StageVariables"),
                                        value: __websocket_api::Json::Object(
                                            ::std::borrow::Cow::Borrowed(
                                                &[
                                                    __websocket_api::Member {
                                                        key: ::std::borrow::Cow::Borrowed("level"),
                                                        value: __websocket_api::Json::Number(
                                                            ::std::borrow::Cow::Borrowed("3"),
                                                        ),
                                                    },
                                                ],
                                            ),
                                        ),
                                    },
                                ],
                            ),
                        ),
                    ),
                    access_log: ::core::option::Option::None,
                    authorizer: ::core::option::Option::None,
                    certificate: ::core::option::Option::None,
                    domain: ::core::option::Option::None,
                },
            };
            fn handlers() -> __websocket_api_handler::Handlers<()> {
                __websocket_api_handler::Handlers::new(
                    ::std::vec![
                        ("$connect", __websocket_api_handler_0()), ("$default",
                        __websocket_api_handler_2())
                    ],
                    ::core::option::Option::Some(__websocket_api_handler_3()),
                )
            }
        }
    };
};
const _: () = {
    mod websocket_api {
        #[deprecated(
            note = "permissions for every action on every resource\n= help: write services, actions or resources\n= note: `allow: [wildcard_permissions]` in the API silences this warning"
        )]
        #[allow(non_upper_case_globals)]
        pub(super) const wildcard_permissions: () = ();
    }
    websocket_api::wildcard_permissions
};
