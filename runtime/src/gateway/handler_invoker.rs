use std::fmt;

use futures_util::future::BoxFuture;

use crate::function_error::FunctionError;

/// The response of a handler, as bytes, or the error with which it failed.
pub(crate) type InvocationFuture = BoxFuture<'static, Result<Vec<u8>, FunctionError>>;

/// Invokes the handlers of an API as Lambda does: an event's bytes in, a response's bytes or an error out.
///
/// The gateway reaches handlers through this trait only, so that they may run in this process or in another one.
pub(crate) trait HandlerInvoker: fmt::Debug + Send + Sync + 'static {
    /// Invokes the handler of an event. The gateway calls this method, and polls the future, on the runtime of handlers.
    fn invoke(&self, event: Vec<u8>) -> InvocationFuture;
}
