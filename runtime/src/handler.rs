/// What an `async fn` returns before it is awaited.
#[diagnostic::on_unimplemented(
    message = "a handler must be an `async fn` that returns nothing",
    label = "this is not such a handler",
    note = "write it as `async fn handler() {{ … }}`"
)]
pub trait HandlerFuture {}

impl<F: Future<Output = ()> + Send> HandlerFuture for F {}

/// Type-checks a handler. The future's type is inferred first and judged then, which is what gives one short error.
pub fn check_handler<F: Fn() -> R, R: HandlerFuture>(_: &F) {}
