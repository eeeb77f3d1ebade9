//! Panics of handlers and of other code of the program, which end one event and not the process.

use std::{
    any::Any,
    cell::{Cell, RefCell},
    fmt, mem,
    panic::{AssertUnwindSafe, catch_unwind},
};

thread_local! {
    /// `true` while this thread runs code whose panic is caught here.
    static CATCHING: Cell<bool> = const { Cell::new(false) };
    /// The place of the last such panic, where a hook notes it.
    static PLACE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// The panic of code that is the program's own.
#[derive(Debug)]
pub(crate) struct CaughtPanic {
    message: Option<String>,
    place: Option<String>,
}

impl CaughtPanic {
    /// File, line and column, on Lambda.
    pub(crate) fn place(&self) -> Option<&str> {
        self.place.as_deref()
    }
}

/// Runs code of the program and catches its panic. The caller must not look at what the code may have left half changed.
pub(crate) fn catch<T>(run: impl FnOnce() -> T) -> Result<T, CaughtPanic> {
    let outer = CATCHING.replace(true);
    let result = catch_unwind(AssertUnwindSafe(run)).map_err(|payload| {
        let message = message(&*payload).map(str::to_owned);
        let place = PLACE.take();
        // A payload may panic when it is dropped, and so may the payload of that panic, without end.
        if let Err(second) = catch_unwind(AssertUnwindSafe(|| drop(payload))) {
            mem::forget(second);
        }
        CaughtPanic { message, place }
    });
    CATCHING.set(outer);
    result
}

/// Drops a value of the program's, whose `Drop` may panic.
pub(crate) fn drop_quietly<T>(value: T) -> Result<(), CaughtPanic> {
    catch(|| drop(value))
}

/// Notes the place of a panic for [`catch`]; `false` if nothing catches it. For a panic hook.
#[cfg(feature = "lambda")]
pub(crate) fn note(info: &std::panic::PanicHookInfo<'_>) -> bool {
    let catching = CATCHING.get();
    if catching {
        PLACE.set(info.location().map(ToString::to_string));
    }
    catching
}

fn message(payload: &(dyn Any + Send)) -> Option<&str> {
    payload.downcast_ref::<&str>().copied().or_else(|| payload.downcast_ref::<String>().map(String::as_str))
}

impl fmt::Display for CaughtPanic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.message.as_deref().unwrap_or("no message"))
    }
}
