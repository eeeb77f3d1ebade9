use std::{env, panic, ptr};

/// Keeps Rust's own panic hook from writing a handler's panic to standard error, whole and without its event: the router logs
/// it, with its place. A hook that the program has set is called as before, and so is Rust's where `RUST_BACKTRACE` asks for a
/// backtrace.
pub(super) fn install() {
    let hook = panic::take_hook();
    // Without a hook there is Rust's own. Should the comparison miss it, a panic is written twice.
    let own = ptr::eq(&*hook, &*panic::take_hook());
    let backtrace = env::var_os("RUST_BACKTRACE").is_some_and(|value| value != "0");
    panic::set_hook(Box::new(move |info| {
        if !crate::panic::note(info) || !own || backtrace {
            hook(info);
        }
    }));
}
