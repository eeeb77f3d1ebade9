use std::pin::Pin;

use super::arities;

/// A function whose arguments are `Args`, whatever it returns.
#[diagnostic::on_unimplemented(
    message = "a handler is an `async fn` of at most eight arguments",
    label = "not such a function",
    note = "write it as `async fn handler(Json(message): Json<Message>) {{ … }}`"
)]
pub trait Signature<Args> {
    type Returned;

    fn call(&self, args: Args) -> Self::Returned;
}

macro_rules! signature {
    ($($argument:ident),*) => {
        impl<Function, Returned, $($argument),*> Signature<($($argument,)*)> for Function
        where
            Function: Fn($($argument),*) -> Returned,
        {
            type Returned = Returned;

            #[allow(non_snake_case)]
            fn call(&self, ($($argument,)*): ($($argument,)*)) -> Returned {
                self($($argument),*)
            }
        }
    };
}

arities!(signature);

pub(crate) type BoxFuture<T> = Pin<Box<dyn Future<Output = T> + Send>>;

/// What an `async fn` returns before it is awaited; `Output` is what it comes to.
#[diagnostic::on_unimplemented(
    message = "a handler must be an `async fn`",
    label = "this function returns `{Self}` at once",
    note = "write it as `async fn handler() {{ … }}`"
)]
pub trait HandlerFuture<Output> {
    fn boxed(self) -> BoxFuture<Output>
    where
        Self: Send + 'static;
}

#[diagnostic::do_not_recommend]
impl<F: Future> HandlerFuture<F::Output> for F {
    fn boxed(self) -> BoxFuture<F::Output>
    where
        Self: Send + 'static,
    {
        Box::pin(self)
    }
}
