const _: () = {
    ::core::compile_error! {
        "missing declaration\n= help: write `pub Chat { routes: { $default: handler } }`"
    }
};
