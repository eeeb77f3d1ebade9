//! The start of a gateway.

use std::{io, net::SocketAddr, sync::Arc};

use tokio::{net::TcpListener, runtime::Handle};
use websocket_api_model::declaration::Declaration;

use super::{
    console::MessageSample,
    gateway_runtime::GatewayRuntime,
    gateway_state::GatewayState,
    handler_invoker::HandlerInvoker,
    log_writer::LogWriter,
    request_validator::ValidatorError,
    running_gateway::{Gateway, connectable_addr},
    settings::GatewaySettings,
};
use crate::gateway_error::Error;

/// The API that a gateway serves.
pub(super) struct GatewayApi {
    pub(super) declaration: Declaration,
    pub(super) samples: Vec<MessageSample>,
    pub(super) invoker: Arc<dyn HandlerInvoker>,
    /// The runtime of handlers.
    pub(super) runtime: Handle,
}

/// A gateway that listens, but does not serve yet.
pub(super) struct GatewayListener {
    listener: TcpListener,
    address: SocketAddr,
    runtime: Arc<GatewayRuntime>,
}

impl GatewayListener {
    /// Listens on the first of these addresses that can be bound, with this offset added to the port unless the port is 0.
    pub(super) async fn bind(
        addresses: &[SocketAddr],
        port_offset: u16,
        runtime: Arc<GatewayRuntime>,
    ) -> Result<Self, Error> {
        let port = |address: &SocketAddr| match address.port() {
            0 => Some(0),
            port => port.checked_add(port_offset),
        };
        let addresses = addresses.iter().map(|address| Some(SocketAddr::new(address.ip(), port(address)?)));
        let Some(addresses) = addresses.collect::<Option<Vec<_>>>() else {
            let source = io::Error::other("there is no port after the last one; each API has its own");
            return Err(Error::Listen { address: None, source });
        };
        let first = addresses.first().copied();
        let failed = |source| Error::Listen { address: first, source };
        let binding = runtime.handle().spawn(async move { TcpListener::bind(&*addresses).await });
        let listener = binding.await.unwrap_or_else(|error| Err(error.into())).map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        Ok(GatewayListener { listener, address, runtime })
    }

    pub(super) fn address(&self) -> SocketAddr {
        self.address
    }

    /// Serves an API.
    pub(super) fn serve(
        self,
        api: GatewayApi,
        settings: GatewaySettings,
        log: Option<LogWriter>,
    ) -> Result<Gateway, ValidatorError> {
        let GatewayApi { declaration, samples, invoker, runtime } = api;
        let host = connectable_addr(self.address).to_string();
        let state = GatewayState::new(&declaration, &samples, &host, (invoker, runtime), (settings, log))?;
        Ok(Gateway::start((self.listener, self.address), Arc::new(state), self.runtime))
    }
}
