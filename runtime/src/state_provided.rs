use crate::api::WebSocketApi;

/// The state of an API that is complete: `()`.
#[diagnostic::on_unimplemented(
    message = "missing state `{Self}` of the API",
    label = "the API has no state yet",
    note = "call `Chat::api().with_state(…)` before",
    note = "`Chat::api().with_state_from(…)` creates the state only if the program serves events"
)]
pub trait StateProvided: Sized {
    #[doc(hidden)]
    fn given(api: WebSocketApi<Self>) -> WebSocketApi;
}

impl StateProvided for () {
    fn given(api: WebSocketApi) -> WebSocketApi {
        api
    }
}
