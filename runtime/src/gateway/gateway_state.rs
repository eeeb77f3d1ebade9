use std::{sync::Arc, time::Duration};

use tokio::runtime::Handle;
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use websocket_api_model::declaration::Declaration;

use super::{
    authorizer::GatewayAuthorizer,
    connection::Connection,
    console::{ApiDescription, Console, MessageSample},
    event_log::EventLog,
    function_runner::FunctionRunner,
    handler_invoker::HandlerInvoker,
    invocation::Invocation,
    log_writer::LogWriter,
    registry::Registry,
    request_validator::ValidatorError,
    route_table::RouteTable,
    settings::GatewaySettings,
    stage::GatewayStage,
    token_bucket::TokenBucket,
};

/// The state of a gateway that serves one API, shared by all of its tasks.
#[derive(Debug)]
pub(super) struct GatewayState {
    pub(super) stage: GatewayStage,
    pub(super) routes: RouteTable,
    pub(super) authorizer: GatewayAuthorizer,
    pub(super) functions: FunctionRunner,
    pub(super) registry: Registry,
    pub(super) console: Console,
    pub(super) settings: GatewaySettings,
    pub(super) trackers: Trackers,
    /// The throttle of posts to connections, if the settings ask for it.
    post_throttle: Option<TokenBucket>,
    log: Option<EventLog>,
}

/// The tasks of a gateway, and the two steps of its shutdown.
#[derive(Debug, Default)]
pub(super) struct Trackers {
    /// Functions that run, and connections that are open.
    pub(super) work: TaskTracker,
    /// HTTP connections, which running functions need for the `@connections` API.
    pub(super) http: TaskTracker,
    /// Cancelled first: the gateway accepts no more connections, and closes those that are open.
    pub(super) shutdown: CancellationToken,
    /// Cancelled when all work is done: the gateway serves no more requests.
    pub(super) shutdown_complete: CancellationToken,
}

impl GatewayState {
    pub(super) fn new(
        declaration: &Declaration,
        samples: &[MessageSample],
        host: &str,
        handlers: (Arc<dyn HandlerInvoker>, Handle),
        (settings, log): (GatewaySettings, Option<LogWriter>),
    ) -> Result<Self, ValidatorError> {
        let trackers = Trackers::default();
        let stage = GatewayStage::new(declaration, settings.stage_name(declaration));
        let throttle = declaration.stage.settings.throttle.filter(|_| settings.throttle_posts);
        Ok(GatewayState {
            routes: RouteTable::new(declaration)?,
            authorizer: GatewayAuthorizer::new(declaration),
            functions: FunctionRunner::new(handlers, trackers.work.clone(), settings.timeout_scale),
            registry: Registry::default(),
            console: Console::new(ApiDescription::new(declaration, samples, &stage, host, &settings)),
            post_throttle: throttle.map(TokenBucket::new),
            log: log.and_then(|writer| EventLog::new(declaration, settings.event_format, writer)),
            stage,
            settings,
            trackers,
        })
    }

    /// Counts a post to a connection against the throttle; returns `false` if it is over the throttle (conformance 3.13).
    pub(super) fn admit_post(&self) -> bool {
        self.post_throttle.as_ref().is_none_or(TokenBucket::admit)
    }

    pub(super) fn log_event(&self, connection: &Connection, invocation: &Invocation, status: u16) {
        if let Some(log) = &self.log {
            log.write(&self.stage, connection, invocation, status);
        }
    }

    /// Waits until every event is logged, up to this time.
    pub(super) async fn flush_log(&self, timeout: Duration) {
        if let Some(log) = &self.log {
            log.flush(timeout).await;
        }
    }
}
