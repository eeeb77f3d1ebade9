///The WebSocket API `Chat`.
#[derive(::core::clone::Clone, ::core::marker::Copy, ::core::fmt::Debug)]
struct Chat;
const _: () = {
    use ::websocket_api::__private::spec as __websocket_api;
    impl ::websocket_api::Api for Chat {
        const SPEC: __websocket_api::Spec = __websocket_api::Spec {
            type_name: ::std::borrow::Cow::Borrowed("Chat"),
            documentation: ::core::option::Option::None,
            name: ::core::option::Option::None,
            description: ::core::option::Option::None,
            tags: ::std::borrow::Cow::Borrowed(&[]),
            routes: ::std::borrow::Cow::Borrowed(&[]),
            defaults: __websocket_api::Function::EMPTY,
            functions: __websocket_api::FunctionLayout::PerRoute,
            authorizer: __websocket_api::Authorizer::None,
            access_log: ::core::option::Option::Some(
                __websocket_api::AccessLog::DEFAULT,
            ),
            stage: __websocket_api::Stage::DEFAULT,
            route_selection_expression: ::std::borrow::Cow::Borrowed(
                "$request.body.action",
            ),
            cloudwatch_role: __websocket_api::CloudwatchRole::Create,
        };
    }
    impl Chat {
        /// The API as declared, ready to run or to make a template of.
        fn app() -> ::websocket_api::App {
            <Self as ::websocket_api::Api>::app()
        }
    }
};
const _: () = {
    #[deprecated(
        note = "this API has no routes, and API Gateway deploys none without a route"
    )]
    #[allow(non_upper_case_globals)]
    const websocket_api: () = ();
    websocket_api
};
