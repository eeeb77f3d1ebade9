use websocket_api_model::access_log_variables::{Piece, pieces};

use super::{
    connection::Connection,
    deployment::Deployment,
    invocation::{Invocation, InvocationResult, millis},
};

/// The access log in the format declared.
#[derive(Debug)]
pub(super) struct AccessLog {
    format: String,
}

impl AccessLog {
    pub(super) fn new(format: &str) -> Self {
        AccessLog { format: format.to_owned() }
    }

    /// Returns the line of one event.
    pub(super) fn line(
        &self,
        deployment: &Deployment,
        connection: &Connection,
        invocation: &Invocation,
        status: u16,
    ) -> String {
        let entry = Entry { deployment, connection, invocation, status };
        let mut line = String::with_capacity(2 * self.format.len());
        for piece in pieces(&self.format) {
            match piece {
                Piece::Text(text) => line += text,
                // What has no value is logged as a dash.
                Piece::Variable(name) => match entry.value(name) {
                    Some(value) => line.extend(value.chars().map(|c| if c.is_control() { ' ' } else { c })),
                    None => line.push('-'),
                },
            }
        }
        line
    }
}

struct Entry<'a> {
    deployment: &'a Deployment,
    connection: &'a Connection,
    invocation: &'a Invocation,
    status: u16,
}

impl Entry<'_> {
    /// The value of a variable: those of conformance 5.1 that a gateway on localhost has.
    fn value(&self, name: &str) -> Option<String> {
        let Entry { deployment, connection, invocation, status } = self;
        Some(match name {
            "apiId" => deployment.api_id.clone(),
            "stage" => deployment.stage.clone(),
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
        let facts = self.invocation.authorizer.as_ref();
        let context = || self.connection.authorizer.as_ref()?.get(field)?.as_str().map(str::to_owned);
        facts.and_then(|facts| result_field(facts, field)).or_else(context)
    }
}

/// What is logged of a function's answer, of routes and authorizers alike.
fn result_field(result: &InvocationResult, field: &str) -> Option<String> {
    match field {
        "requestId" => Some(result.request_id.to_string()),
        "status" => result.status.map(|status| status.to_string()),
        // Lambda's own, which is 200 for a function that failed, too.
        "integrationStatus" => Some("200".to_owned()),
        "latency" | "integrationLatency" => Some(millis(result.latency).to_string()),
        "error" => result.error.clone(),
        _ => None,
    }
}
