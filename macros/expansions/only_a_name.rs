///The WebSocket API `Chat`.
#[derive(::core::clone::Clone, ::core::marker::Copy, ::core::fmt::Debug)]
pub struct Chat;
const _: () = {
    use ::websocket_api::__private::spec as __websocket_api;
    impl ::websocket_api::Api for Chat {
        const SPEC: __websocket_api::Spec = __websocket_api::Spec::new("Chat");
    }
    impl Chat {
        /// The API as declared, ready to run or to make a template of.
        pub fn app() -> ::websocket_api::App {
            <Self as ::websocket_api::Api>::app()
        }
    }
};
const _: () = {
    ::core::compile_error! {
        "expected a block after `Chat`; write `pub Chat { routes: { $default: handler } }`"
    }
};
