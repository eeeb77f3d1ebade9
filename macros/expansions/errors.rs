///The WebSocket API `Chat`.
#[derive(::core::clone::Clone, ::core::marker::Copy, ::core::fmt::Debug)]
struct Chat;
const _: () = {
    use ::websocket_api::__private::spec as __websocket_api;
    impl ::websocket_api::Api for Chat {
        const SPEC: __websocket_api::Spec = __websocket_api::Spec::new("Chat");
    }
    impl Chat {
        /// The API as declared, ready to run or to make a template of.
        fn app() -> ::websocket_api::App {
            <Self as ::websocket_api::Api>::app()
        }
    }
};
const _: () = {
    use ::websocket_api::__private as __websocket_api;
    #[allow(dead_code)]
    fn __websocket_api_handlers() {
        __websocket_api::check_handler(&handlers::connect);
    }
};
const _: () = {
    ::core::compile_error! {
        "unknown key `colour` in the API; expected `routes`, `defaults`, `authorizer`, `access_log`, `name`, `description`, `tags`, `stage`, `route_selection_expression`, `cloudwatch_role` or `functions`"
    }
};
const _: () = {
    ::core::compile_error! {
        "`a` needs a value"
    }
};
const _: () = {
    ::core::compile_error! {
        "`handlers::` is not a whole path"
    }
};
const _: () = {
    ::core::compile_error! {
        "`stage` must be a block, found a number"
    }
};
