/// A chat.
#[derive(PartialEq)]
#[derive(::core::clone::Clone, ::core::marker::Copy, ::core::fmt::Debug)]
pub(crate) struct Chat;
const _: () = {
    use ::websocket_api::__private::spec as __websocket_api;
    #[allow(non_upper_case_globals)]
    const __websocket_api_0: ::core::primitive::u32 = TIMEOUT;
    const _: () = {
        __websocket_api::Timeout::new(__websocket_api_0);
    };
    #[allow(non_upper_case_globals)]
    const __websocket_api_1: &'static ::core::primitive::str = settings::MODE;
    const _: () = {
        __websocket_api::rule::any(__websocket_api_1);
    };
    impl ::websocket_api::Api for Chat {
        const SPEC: __websocket_api::Spec = __websocket_api::Spec {
            type_name: ::std::borrow::Cow::Borrowed("Chat"),
            documentation: ::core::option::Option::Some(
                ::std::borrow::Cow::Borrowed("A chat."),
            ),
            name: ::core::option::Option::Some(__websocket_api::Text::literal("chat")),
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
                        key: ::std::borrow::Cow::Borrowed("$default"),
                        handler: ::std::borrow::Cow::Borrowed(
                            "handlers::fallback::<…>",
                        ),
                        function: __websocket_api::Function {
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
                            reserved_concurrency: ::core::option::Option::None,
                        },
                        return_response: true,
                    },
                ],
            ),
            defaults: __websocket_api::Function {
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
                reserved_concurrency: ::core::option::Option::None,
            },
            functions: __websocket_api::FunctionLayout::PerRoute,
            authorizer: __websocket_api::Authorizer::Iam,
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
                name: ::core::option::Option::Some(::std::borrow::Cow::Borrowed("dev")),
                auto_deploy: false,
                description: ::core::option::Option::None,
            },
            route_selection_expression: ::std::borrow::Cow::Borrowed(
                "$request.body.action",
            ),
            cloudwatch_role: __websocket_api::CloudwatchRole::Existing,
        };
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
    fn __websocket_api_handlers() {
        __websocket_api::check_handler(&handlers::fallback::<u8>);
    }
};
