use std::pin::Pin;

use crate::arity::for_each_arity;

/// A function with the arguments `Args`.
#[diagnostic::on_unimplemented(
    message = "a handler must be an `async fn` of at most eight arguments",
    label = "not an `async fn` of at most eight arguments",
    note = "write a handler as `async fn handler(Json(message): Json<Message>) {{ … }}`"
)]
pub trait Signature<Args> {
    type Output;

    fn call(&self, args: Args) -> Self::Output;
}

macro_rules! signature {
    ($($argument:ident),*) => {
        impl<Function, Output, $($argument),*> Signature<($($argument,)*)> for Function
        where
            Function: Fn($($argument),*) -> Output,
        {
            type Output = Output;

            #[allow(non_snake_case)]
            fn call(&self, ($($argument,)*): ($($argument,)*)) -> Output {
                self($($argument),*)
            }
        }
    };
}

for_each_arity!(signature);

pub(crate) type BoxFuture<T> = Pin<Box<dyn Future<Output = T> + Send>>;

/// The future that an `async fn` returns. `Output` is its output.
#[diagnostic::on_unimplemented(
    message = "a handler must be an `async fn`",
    label = "not an `async fn`",
    note = "write a handler as `async fn handler() {{ … }}`"
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
