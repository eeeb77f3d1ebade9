use std::time::Duration;

use serde_json::{Map, Value};
use websocket_api_model::declaration::{Authorizer, Declaration};

use super::{
    connection::Connection,
    event::{self, RequestParameters},
    function_response::AuthorizerResponse,
    function_runner::{FunctionOutcome, FunctionRunner},
    invocation::Invocation,
    response::{Refusal, text},
    stage::{ACCOUNT_ID, GatewayStage, REGION},
};
use crate::function_error::FunctionError;

/// The authorizer of an API's handshakes.
#[derive(Debug)]
pub(super) enum GatewayAuthorizer {
    None,
    Iam,
    Request(RequestAuthorizer),
    /// A function or an authorizer that exists on AWS, and is not run locally.
    External,
}

/// An authorizer of the type `REQUEST`, with a function of the API.
#[derive(Debug)]
pub(super) struct RequestAuthorizer {
    identity_sources: Vec<GatewayIdentitySource>,
    /// The time limit of the function.
    timeout: Duration,
}

/// A part of a handshake that an authorizer requires (conformance 2.32).
#[derive(Debug)]
enum GatewayIdentitySource {
    Header(String),
    Query(String),
    StageVariable(String),
    /// `context.…`, which API Gateway always has.
    Context,
}

impl GatewayAuthorizer {
    pub(super) fn new(declaration: &Declaration) -> Self {
        match (&declaration.authorizer, declaration.authorizer_function()) {
            (Authorizer::None, _) => GatewayAuthorizer::None,
            (Authorizer::Iam, _) => GatewayAuthorizer::Iam,
            (Authorizer::Lambda(lambda), Some(function)) => GatewayAuthorizer::Request(RequestAuthorizer {
                identity_sources: lambda.identity_sources().map(GatewayIdentitySource::parse).collect(),
                timeout: Duration::from_secs(function.timeout_seconds().into()),
            }),
            (Authorizer::Lambda(_) | Authorizer::Existing(_), _) => GatewayAuthorizer::External,
        }
    }
}

impl RequestAuthorizer {
    /// Invokes the authorizer's function: returns its context, or a refusal (conformance 2.6, 2.7).
    pub(super) async fn authorize(
        &self,
        functions: &FunctionRunner,
        stage: &GatewayStage,
        connection: &Connection,
        parameters: &RequestParameters,
        invocation: &mut Invocation,
    ) -> Result<Map<String, Value>, Refusal> {
        if !self.identity_sources.iter().all(|source| source.is_present(stage, parameters)) {
            return Err(Refusal::new(401, text::UNAUTHORIZED));
        }
        let event = event::authorizer_event(stage, connection, invocation, parameters, &method_arn(stage));
        let (outcome, result) = functions.invoke::<AuthorizerResponse>(self.timeout, event).await;
        invocation.authorizer = Some(result);
        match outcome {
            FunctionOutcome::Response(response) if response.is_allow() => Ok(response.into_context()),
            FunctionOutcome::Response(_) => {
                Err(Refusal::new(403, "User is not authorized to access this resource with an explicit deny"))
            }
            FunctionOutcome::Failed(error) if error == FunctionError::unauthorized() => {
                Err(Refusal::new(401, text::UNAUTHORIZED))
            }
            FunctionOutcome::Failed(_) | FunctionOutcome::TimedOut => Err(Refusal::new(500, text::INTERNAL)),
        }
    }
}

impl GatewayIdentitySource {
    fn parse(source: &str) -> Self {
        let name = |prefix: &str| source.strip_prefix(prefix).map(str::to_owned);
        name("route.request.header.")
            .map(GatewayIdentitySource::Header)
            .or_else(|| name("route.request.querystring.").map(GatewayIdentitySource::Query))
            .or_else(|| name("stageVariables.").map(GatewayIdentitySource::StageVariable))
            .unwrap_or(GatewayIdentitySource::Context)
    }

    /// Returns `true` if the authorizer's event has a value that is not empty. Of several values the event has the last.
    fn is_present(&self, stage: &GatewayStage, parameters: &RequestParameters) -> bool {
        match self {
            GatewayIdentitySource::Header(name) => {
                parameters.headers.last_of_header(name).is_some_and(|value| !value.trim().is_empty())
            }
            GatewayIdentitySource::Query(name) => {
                parameters.query.last(name).is_some_and(|value| !value.is_empty())
            }
            GatewayIdentitySource::StageVariable(name) => {
                stage.variables.get(name).is_some_and(|value| value != "")
            }
            GatewayIdentitySource::Context => true,
        }
    }
}

/// `arn:aws:execute-api:{region}:{account}:{api}/{stage}/$connect`
fn method_arn(stage: &GatewayStage) -> String {
    let GatewayStage { api_id, name, .. } = stage;
    format!("arn:aws:execute-api:{REGION}:{ACCOUNT_ID}:{api_id}/{name}/$connect")
}
