use std::time::Duration;

use serde_json::{Map, Value};
use websocket_api_model::declaration::{self, Declaration};

use super::{
    call::Call,
    connection::Connection,
    deployment::{Deployment, Outcome},
    event::{self, Parameters},
    frame::text,
    handshake::Refusal,
};
use crate::FunctionError;

/// An account that is nobody's, for ARNs.
pub(super) const ACCOUNT: &str = "000000000000";

/// Who may connect.
#[derive(Debug)]
pub(super) enum Authorizer {
    Anybody,
    Iam,
    Lambda {
        sources: Vec<Source>,
        timeout: Duration,
    },
    /// A function or an authorizer that exists already, and is not this program's to run.
    Elsewhere,
}

/// Where an authorizer looks for who it is (conformance 2.32).
#[derive(Debug)]
pub(super) enum Source {
    Header(String),
    Query(String),
    StageVariable(String),
    /// `context.…`, which API Gateway always has.
    Context,
}

impl Authorizer {
    pub(super) fn of(declaration: &Declaration) -> Self {
        match (&declaration.authorizer, declaration.authorizer_function()) {
            (declaration::Authorizer::None, _) => Authorizer::Anybody,
            (declaration::Authorizer::Iam, _) => Authorizer::Iam,
            (declaration::Authorizer::Lambda(lambda), Some(function)) => Authorizer::Lambda {
                sources: lambda.identity_sources().map(Source::of).collect(),
                timeout: Duration::from_secs(function.timeout_seconds().into()),
            },
            (declaration::Authorizer::Lambda(_) | declaration::Authorizer::Existing(_), _) => {
                Authorizer::Elsewhere
            }
        }
    }
}

impl Source {
    fn of(source: &str) -> Self {
        let name = |prefix: &str| source.strip_prefix(prefix).map(str::to_owned);
        name("route.request.header.")
            .map(Source::Header)
            .or_else(|| name("route.request.querystring.").map(Source::Query))
            .or_else(|| name("stageVariables.").map(Source::StageVariable))
            .unwrap_or(Source::Context)
    }

    /// Returns `true` if the authorizer's event shows it, and it is not empty. Given twice, the event shows the last.
    fn is_there(&self, deployment: &Deployment, parameters: &Parameters) -> bool {
        match self {
            Source::Header(name) => {
                parameters.headers.last_of_header(name).is_some_and(|value| !value.trim().is_empty())
            }
            Source::Query(name) => parameters.query.last(name).is_some_and(|value| !value.is_empty()),
            Source::StageVariable(name) => {
                deployment.stage_variables.get(name).is_some_and(|value| value != "")
            }
            Source::Context => true,
        }
    }
}

/// What the authorizer's function says of a handshake: its context, or a refusal (conformance 2.6, 2.7).
pub(super) async fn ask(
    deployment: &Deployment,
    (sources, limit): (&[Source], Duration),
    connection: &Connection,
    parameters: &Parameters,
    call: &mut Call,
) -> Result<Map<String, Value>, Refusal> {
    if !sources.iter().all(|source| source.is_there(deployment, parameters)) {
        return Err(Refusal::of(401, text::UNAUTHORIZED));
    }
    let arn = method_arn(deployment);
    let event = event::authorize(deployment, connection, call, parameters, &arn);
    let (outcome, answered) = deployment.invoke(limit, event).await;
    call.authorizer = Some(answered);
    let reply = match outcome {
        Outcome::Reply(reply) => reply,
        Outcome::Failed(error) if error == FunctionError::unauthorized() => {
            return Err(Refusal::of(401, text::UNAUTHORIZED));
        }
        Outcome::Failed(_) | Outcome::TimedOut => return Err(Refusal::of(500, text::INTERNAL)),
    };
    match reply.into_policy() {
        Some(policy) if policy.is_allow() => Ok(policy.into_context()),
        Some(_) => {
            Err(Refusal::of(403, "User is not authorized to access this resource with an explicit deny"))
        }
        None => Err(Refusal::of(500, text::INTERNAL)),
    }
}

/// `arn:aws:execute-api:{region}:{account}:{api}/{stage}/$connect`
fn method_arn(deployment: &Deployment) -> String {
    let Deployment { api_id, stage, .. } = deployment;
    format!("arn:aws:execute-api:{}:{ACCOUNT}:{api_id}/{stage}/$connect", super::REGION)
}
