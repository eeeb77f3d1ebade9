use websocket_api_model::access_log_variables::{Piece, pieces};

use super::{
    connection::Connection,
    invocation::{Invocation, InvocationResult, millis},
    stage::GatewayStage,
};

/// A formatter of events in the declared format of the access log.
#[derive(Debug)]
pub(super) struct AccessLogFormatter {
    format: String,
}

impl AccessLogFormatter {
    pub(super) fn new(format: &str) -> Self {
        AccessLogFormatter { format: format.to_owned() }
    }

    /// Returns the line of one event.
    pub(super) fn line(
        &self,
        stage: &GatewayStage,
        connection: &Connection,
        invocation: &Invocation,
        status: u16,
    ) -> String {
        let entry = AccessLogEntry { stage, connection, invocation, status };
        let mut line = String::with_capacity(2 * self.format.len());
        for piece in pieces(&self.format) {
            match piece {
                Piece::Text(text) => line += text,
                // A variable without a value is a dash.
                Piece::Variable(name) => match entry.value(name) {
                    Some(value) => line.extend(value.chars().map(|c| if c.is_control() { ' ' } else { c })),
                    None => line.push('-'),
                },
            }
        }
        line
    }
}

struct AccessLogEntry<'a> {
    stage: &'a GatewayStage,
    connection: &'a Connection,
    invocation: &'a Invocation,
    status: u16,
}

impl AccessLogEntry<'_> {
    /// Returns the value of a variable, if it is one of conformance 5.1 that has a value locally.
    fn value(&self, name: &str) -> Option<String> {
        let AccessLogEntry { stage, connection, invocation, status } = self;
        Some(match name {
            "apiId" => stage.api_id.clone(),
            "stage" => stage.name.clone(),
            "connectedAt" => connection.connected_at.millis().to_string(),
            "connectionId" => connection.id.clone(),
            "domainName" => connection.domain_name.clone(),
            "eventType" => invocation.event_type.to_owned(),
            "routeKey" => Some(invocation.route_key.clone()).filter(|key| !key.is_empty())?,
            "requestId" | "extendedRequestId" => invocation.request_id.clone(),
            "requestTime" => invocation.time.common_log(),
            "requestTimeEpoch" => invocation.time.millis().to_string(),
            "messageId" => invocation.message_id.clone()?,
            "status" => status.to_string(),
            "error.validationErrorString" => invocation.validation_error.clone()?,
            "error.message" => invocation.error?.to_owned(),
            "error.messageString" => serde_json::Value::from(invocation.error?).to_string(),
            "integrationLatency" => millis(invocation.integration.as_ref()?.latency).to_string(),
            "integrationStatus" => result_field(invocation.integration.as_ref()?, name)?,
            "awsEndpointRequestId" => invocation.integration.as_ref()?.request_id.to_string(),
            _ => match name.split_once('.')? {
                ("identity", field) => self.identity(field)?,
                ("integration", field) => result_field(invocation.integration.as_ref()?, field)?,
                ("authorizer", field) => self.authorizer(field)?,
                _ => return None,
            },
        })
    }

    fn identity(&self, field: &str) -> Option<String> {
        let identity = &self.connection.identity;
        match field {
            "sourceIp" => Some(identity.source_ip.to_string()),
            "userAgent" => identity.user_agent.clone(),
            "accountId" => Some(identity.iam.as_ref()?.account_id.to_owned()),
            "caller" => Some(identity.iam.as_ref()?.caller.clone()),
            "user" => Some(identity.iam.as_ref()?.user.clone()),
            "userArn" => Some(identity.iam.as_ref()?.user_arn.clone()),
            _ => None,
        }
    }

    fn authorizer(&self, field: &str) -> Option<String> {
        let result = self.invocation.authorizer.as_ref();
        let context = || self.connection.authorizer_context.as_ref()?.get(field)?.as_str().map(str::to_owned);
        result.and_then(|result| result_field(result, field)).or_else(context)
    }
}

/// Returns a field of a function's result, of a route or an authorizer.
fn result_field(result: &InvocationResult, field: &str) -> Option<String> {
    match field {
        "requestId" => Some(result.request_id.to_string()),
        "status" => result.status.map(|status| status.to_string()),
        // The status of Lambda itself, which is 200 for a failed function, too.
        "integrationStatus" => Some("200".to_owned()),
        "latency" | "integrationLatency" => Some(millis(result.latency).to_string()),
        "error" => result.error.clone(),
        _ => None,
    }
}
