use std::time::Duration;

use serde_json::{Map, Value};
use websocket_api_model::declaration::{self, Declaration};

use super::{
    connection::Connection,
    deployment::{Deployment, Outcome},
    event::{self, Parameters},
    frame::text,
    handshake::Refusal,
    invocation::Invocation,
};
use crate::FunctionError;

/// An account that is nobody's, for ARNs.
pub(super) const ACCOUNT_ID: &str = "000000000000";

/// Who may connect.
#[derive(Debug)]
pub(super) enum GatewayAuthorizer {
    None,
    Iam,
    Lambda {
        sources: Vec<IdentitySource>,
        timeout: Duration,
    },
    /// A function or an authorizer that exists already, and is not this program's to run.
    External,
}

/// Where an authorizer looks for who it is (conformance 2.32).
#[derive(Debug)]
pub(super) enum IdentitySource {
    Header(String),
    Query(String),
    StageVariable(String),
    /// `context.…`, which API Gateway always has.
    Context,
}

impl GatewayAuthorizer {
    pub(super) fn new(declaration: &Declaration) -> Self {
        match (&declaration.authorizer, declaration.authorizer_function()) {
            (declaration::Authorizer::None, _) => GatewayAuthorizer::None,
            (declaration::Authorizer::Iam, _) => GatewayAuthorizer::Iam,
            (declaration::Authorizer::Lambda(lambda), Some(function)) => GatewayAuthorizer::Lambda {
                sources: lambda.identity_sources().map(IdentitySource::parse).collect(),
                timeout: Duration::from_secs(function.timeout_seconds().into()),
            },
            (declaration::Authorizer::Lambda(_) | declaration::Authorizer::Existing(_), _) => {
                GatewayAuthorizer::External
            }
        }
    }
}

impl IdentitySource {
    fn parse(source: &str) -> Self {
        let name = |prefix: &str| source.strip_prefix(prefix).map(str::to_owned);
        name("route.request.header.")
            .map(IdentitySource::Header)
            .or_else(|| name("route.request.querystring.").map(IdentitySource::Query))
            .or_else(|| name("stageVariables.").map(IdentitySource::StageVariable))
            .unwrap_or(IdentitySource::Context)
    }

    /// Returns `true` if the authorizer's event shows it, and it is not empty. Given twice, the event shows the last.
    fn is_there(&self, deployment: &Deployment, parameters: &Parameters) -> bool {
        match self {
            IdentitySource::Header(name) => {
                parameters.headers.last_of_header(name).is_some_and(|value| !value.trim().is_empty())
            }
            IdentitySource::Query(name) => parameters.query.last(name).is_some_and(|value| !value.is_empty()),
            IdentitySource::StageVariable(name) => {
                deployment.stage_variables.get(name).is_some_and(|value| value != "")
            }
            IdentitySource::Context => true,
        }
    }
}

/// What the authorizer's function says of a handshake: its context, or a refusal (conformance 2.6, 2.7).
pub(super) async fn authorize(
    deployment: &Deployment,
    (sources, limit): (&[IdentitySource], Duration),
    connection: &Connection,
    parameters: &Parameters,
    invocation: &mut Invocation,
) -> Result<Map<String, Value>, Refusal> {
    if !sources.iter().all(|source| source.is_there(deployment, parameters)) {
        return Err(Refusal::of(401, text::UNAUTHORIZED));
    }
    let arn = method_arn(deployment);
    let event = event::authorize(deployment, connection, invocation, parameters, &arn);
    let (outcome, answered) = deployment.invoke(limit, event).await;
    invocation.authorizer = Some(answered);
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
    format!("arn:aws:execute-api:{}:{ACCOUNT_ID}:{api_id}/{stage}/$connect", super::REGION)
}
