//! The handlers of a program in its own process, as a gateway invokes them. No other file of this folder knows the router.

use std::{net::SocketAddr, sync::Arc};

use tokio::runtime::Handle;

use super::{
    console::MessageSample,
    handler_invoker::{HandlerInvoker, InvocationFuture},
    log_writer::LogWriter,
    running_gateway::{Gateway, connectable_addr},
    settings::GatewaySettings,
    stage::REGION,
    startup::{GatewayApi, GatewayListener},
};
use crate::{
    api::WebSocketApi,
    connections::{Connections, Credentials},
    error::Result,
    function_error::FunctionError,
    gateway_error::Error,
    response::LambdaResponse,
    router::Router,
};

/// The expected size of a response without its body, in bytes.
const EXPECTED_ENVELOPE_BYTES: usize = 64;

impl HandlerInvoker for Router {
    fn invoke(&self, event: Vec<u8>) -> InvocationFuture {
        let response = self.handle(&event);
        Box::pin(async move { to_json(response.await?) })
    }
}

fn to_json(mut response: LambdaResponse) -> std::result::Result<Vec<u8>, FunctionError> {
    let body = response.take_body();
    let mut json = Vec::with_capacity(body.as_ref().map_or(0, String::len) + EXPECTED_ENVELOPE_BYTES);
    serde_json::to_writer(&mut json, &response)
        .map_err(|error| FunctionError::new(FunctionError::REPLY, error.to_string()))?;
    if let Some(body) = body {
        // serde_json writes the body byte by byte, which would be most of the time of a long response.
        json.pop();
        json.extend_from_slice(br#","body":"#);
        json_escape_simd::escape_into(&body, &mut json);
        json.push(b'}');
    }
    Ok(json)
}

/// Serves an API with the handlers of this program, on the current Tokio runtime.
pub(super) async fn serve_app(
    api: WebSocketApi,
    listener: GatewayListener,
    settings: GatewaySettings,
    log: Option<LogWriter>,
) -> Result<Gateway> {
    let declaration = api.with_models()?.into_owned();
    let samples = message_samples(&api);
    let has_client = api.has_connections();
    let mut router = api.into_router().await?;
    if !has_client {
        let stage = settings.stage_name(&declaration);
        let connections = gateway_connections(listener.address(), stage, settings.aws_key.clone())?;
        router = router.with_connections(connections);
    }
    let api = GatewayApi { declaration, samples, invoker: Arc::new(router), runtime: Handle::current() };
    Ok(listener.serve(api, settings, log)?)
}

/// Returns an example of the messages of each route whose type is known.
#[cfg(feature = "asyncapi")]
fn message_samples(api: &WebSocketApi) -> Vec<MessageSample> {
    crate::asyncapi::samples(api.contract())
        .map(|(route_key, schema, example)| MessageSample { route_key, schema, example })
        .collect()
}

#[cfg(not(feature = "asyncapi"))]
fn message_samples(_: &WebSocketApi) -> Vec<MessageSample> {
    Vec::new()
}

/// Returns the client of the gateway's `@connections` API.
fn gateway_connections(address: SocketAddr, stage: &str, key: Option<Credentials>) -> Result<Connections> {
    let any_key = || Credentials {
        access_key_id: "local".to_owned(),
        secret_access_key: "local".to_owned(),
        session_token: None,
    };
    let connections = Connections::new_insecure(&format!("http://{}/{stage}", connectable_addr(address)))
        .map_err(Error::StageUrl)?;
    Ok(connections.with_credentials(key.unwrap_or_else(any_key)).with_region(REGION))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::response::ProxyResponse;

    #[test]
    fn response_json_equals_that_of_serde_json() {
        for body in [None, Some(""), Some("a \u{1} \"b\" \\ \u{e4}")] {
            let mut response = ProxyResponse::status(201).header("A", "1");
            response.body = body.map(str::to_owned);
            let response = LambdaResponse::proxy(response);
            let expected = serde_json::to_vec(&response).expect("JSON");
            assert_eq!(to_json(response).expect("JSON"), expected, "{body:?}");
        }
    }
}
