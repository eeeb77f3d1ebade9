use std::{collections::HashMap, sync::Arc, time::Duration};

use serde_json::{Map, Value};
use tokio::{runtime::Handle, time::Instant};
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use websocket_api_model::{
    declaration::{Declaration, RouteKeyKind, StageVariable},
    limits,
    selection::SelectionExpression,
};

use super::{
    authorizer::GatewayAuthorizer,
    connection::Connection,
    console::{Console, Description, MessageSample},
    event_log::EventLog,
    function_task::{FunctionExit, FunctionTask},
    id::Uuid,
    invocation::{Invocation, InvocationResult},
    log_writer::LogWriter,
    model::Model,
    parameters::resolve_text,
    registry::Registry,
    settings::Settings,
    throttle::Throttle,
};
use crate::{FunctionError, LambdaResponse, Result, Router};

/// An API under its stage: what is served, and who is connected.
#[derive(Debug)]
pub(super) struct Deployment {
    pub(super) stage: String,
    pub(super) api_id: String,
    pub(super) stage_variables: Map<String, Value>,
    selection: SelectionExpression,
    pub(super) routes: HashMap<String, Arc<Route>>,
    pub(super) authorizer: GatewayAuthorizer,
    /// Posts to connections, where the settings have the stage meter them.
    posts: Option<Throttle>,
    pub(super) settings: Settings,
    pub(super) log: Option<EventLog>,
    pub(super) registry: Registry,
    /// Whatever must be done before the end: functions that run, connections that are open.
    pub(super) work: TaskTracker,
    /// No new connections; those open are closed.
    pub(super) closing: CancellationToken,
    /// What is served over HTTP, which functions that still run need for `@connections`.
    pub(super) traffic: TaskTracker,
    /// No new requests.
    pub(super) closed: CancellationToken,
    pub(super) console: Console,
    router: Arc<Router>,
    /// The program's runtime, on which handlers run.
    handlers: Handle,
}

/// What there is to know of a route when an event is for it.
#[derive(Debug)]
pub(super) struct Route {
    /// `None`: the function exists already, and is not this program's to run.
    timeout: Option<Duration>,
    pub(super) return_response: bool,
    throttle: Option<Throttle>,
    /// What its messages are compared with.
    pub(super) model: Option<Model>,
}

/// What came of a function.
#[derive(Debug)]
pub(super) enum Outcome {
    Reply(LambdaResponse),
    /// It failed, which is told as an internal error.
    Failed(FunctionError),
    /// API Gateway does not wait any longer.
    TimedOut,
}

impl Deployment {
    pub(super) fn new(
        declaration: &Declaration,
        samples: &[MessageSample],
        stage: String,
        host: &str,
        (router, handlers): (Router, Handle),
        (settings, log): (Settings, Option<LogWriter>),
    ) -> Result<Self> {
        let log = log.and_then(|writer| EventLog::new(declaration, settings.event_format, writer));
        let routes = declaration.routes.iter().map(|route| {
            let timeout = declaration.function(route).map(|function| seconds(function.timeout_seconds()));
            let throttle = declaration.stage.route_settings(&route.key).throttle.map(Throttle::of);
            let model = Model::of(route)?;
            let route_facts = Route { timeout, return_response: route.return_response, throttle, model };
            Ok((route.key.to_string(), Arc::new(route_facts)))
        });
        Ok(Deployment {
            console: Console::new(Description::new(declaration, samples, &stage, host, &settings)),
            stage_variables: stage_variables(declaration, &stage),
            stage,
            api_id: api_id(&declaration.type_name),
            selection: SelectionExpression::parse(&declaration.route_selection_expression)
                .expect("a declaration is refused for one that cannot be read"),
            routes: routes.collect::<Result<_>>()?,
            authorizer: GatewayAuthorizer::new(declaration),
            posts: declaration.stage.settings.throttle.filter(|_| settings.throttle_posts).map(Throttle::of),
            settings,
            log,
            registry: Registry::default(),
            work: TaskTracker::new(),
            closing: CancellationToken::new(),
            traffic: TaskTracker::new(),
            closed: CancellationToken::new(),
            router: Arc::new(router),
            handlers,
        })
    }

    /// The route that a message selects.
    pub(super) fn select(&self, body: &str) -> Option<(&str, &Arc<Route>)> {
        let selected = self.selection.evaluate(body);
        let of = |key: &str| self.routes.get_key_value(key).map(|(key, route)| (&**key, route));
        selected
            // Nobody connects or disconnects by a message.
            .filter(|key| !matches!(RouteKeyKind::of(key), RouteKeyKind::Connect | RouteKeyKind::Disconnect))
            .and_then(|key| of(&key))
            .or_else(|| of("$default"))
    }

    /// Runs the function of a route, if it is there to run.
    pub(super) async fn integrate(
        &self,
        route: &Route,
        event: Vec<u8>,
        invocation: &mut Invocation,
    ) -> Outcome {
        let Some(limit) = route.timeout else {
            return Outcome::Failed(FunctionError::elsewhere());
        };
        let (outcome, result) = self.invoke(limit, event).await;
        invocation.integration = Some(result);
        outcome
    }

    /// Runs a function as Lambda does: whether or not somebody waits for it, up to its time limit.
    pub(super) async fn invoke(&self, limit: Duration, event: Vec<u8>) -> (Outcome, InvocationResult) {
        let begun = Instant::now();
        let on = (&self.handlers, &self.work);
        let mut invocation = FunctionTask::start(on, self.router.clone(), event, self.settings.scaled(limit));
        let waits = self.settings.scaled(limits::INTEGRATION_TIMEOUT);
        let outcome = match invocation.until(begun + waits).await {
            Some(FunctionExit::Returned(Ok(reply))) => Outcome::Reply(reply),
            Some(FunctionExit::Returned(Err(error))) => Outcome::Failed(error),
            Some(FunctionExit::TimedOut) => Outcome::Failed(FunctionError::timed_out(limit)),
            Some(FunctionExit::Aborted(error)) => Outcome::Failed(FunctionError::stopped(&error)),
            None => {
                self.work.spawn(invocation.watch());
                Outcome::TimedOut
            }
        };
        let result = InvocationResult {
            request_id: Uuid::new(),
            status: if let Outcome::Reply(reply) = &outcome { Some(reply.status()) } else { None },
            latency: begun.elapsed(),
            error: match &outcome {
                Outcome::Reply(_) => None,
                Outcome::Failed(error) => Some(error.message().to_owned()),
                Outcome::TimedOut => Some(super::frame::text::TIMED_OUT.to_owned()),
            },
        };
        (outcome, result)
    }

    /// Returns `true` if one more post may pass now (conformance 3.13).
    pub(super) fn admits_post(&self) -> bool {
        self.posts.as_ref().is_none_or(Throttle::admits)
    }

    pub(super) fn log(&self, connection: &Connection, invocation: &Invocation, status: u16) {
        if let Some(log) = &self.log {
            log.write(self, connection, invocation, status);
        }
    }
}

impl Route {
    /// Whether a request may pass now.
    pub(super) fn admits(&self) -> bool {
        self.throttle.as_ref().is_none_or(Throttle::admits)
    }

    /// Whether its function is this program's.
    pub(super) fn is_served(&self) -> bool {
        self.timeout.is_some()
    }
}

/// Those that have a value on localhost.
fn stage_variables(declaration: &Declaration, stage: &str) -> Map<String, Value> {
    let known = |variable: &StageVariable| {
        Some((variable.name.to_string(), Value::from(resolve_text(&variable.value, declaration, stage)?)))
    };
    declaration.stage.variables.iter().filter_map(known).collect()
}

fn seconds(seconds: u32) -> Duration {
    Duration::from_secs(seconds.into())
}

/// Ten characters, as API Gateway's; the same for the same API.
fn api_id(name: &str) -> String {
    const LETTERS: &[u8; 36] = b"abcdefghijklmnopqrstuvwxyz0123456789";
    // FNV-1a: a name for people to recognise in a log, no more.
    let hash = name.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    (0..10).map(|i| char::from(LETTERS[usize::try_from((hash >> (6 * i)) % 36).unwrap_or(0)])).collect()
}
