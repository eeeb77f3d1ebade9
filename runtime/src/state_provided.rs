use crate::api::WebSocketApi;

/// The state that an API still misses when it has everything: none.
#[diagnostic::on_unimplemented(
    message = "an API with the state `{Self}` cannot run without it",
    label = "its state is still missing",
    note = "give it before: `Chat::api().with_state(…)`, or `Chat::api().with_state_from(…)` to make it only where events are served"
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
