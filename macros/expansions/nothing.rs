const _: () = {
    ::core::compile_error! {
        "a declaration is missing; write `pub Chat { routes: { $default: handler } }`"
    }
};
