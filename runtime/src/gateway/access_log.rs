use websocket_api_model::access_log_variables::{Piece, pieces};

use super::{
    call::{Answered, Call, millis},
    connection::Connection,
    deployment::Deployment,
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
        call: &Call,
        status: u16,
    ) -> String {
        let entry = Entry { deployment, connection, call, status };
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
    call: &'a Call,
    status: u16,
}

impl Entry<'_> {
    /// The value of a variable: those of conformance 5.1 that a gateway on localhost has.
    fn value(&self, name: &str) -> Option<String> {
        let Entry { deployment, connection, call, status } = self;
        Some(match name {
            "apiId" => deployment.api_id.clone(),
            "stage" => deployment.stage.clone(),
            "connectedAt" => connection.connected_at.millis().to_string(),
            "connectionId" => connection.id.clone(),
            "domainName" => connection.domain_name.clone(),
            "eventType" => call.event_type.to_owned(),
            "routeKey" => Some(call.route_key.clone()).filter(|key| !key.is_empty())?,
            "requestId" | "extendedRequestId" => call.request_id.clone(),
            "requestTime" => call.time.common_log(),
            "requestTimeEpoch" => call.time.millis().to_string(),
            "messageId" => call.message_id.clone()?,
            "status" => status.to_string(),
            "error.validationErrorString" => call.validation_error.clone()?,
            "error.message" => call.error?.to_owned(),
            "error.messageString" => serde_json::Value::from(call.error?).to_string(),
            "integrationLatency" => millis(call.integration.as_ref()?.latency).to_string(),
            "integrationStatus" => answered(call.integration.as_ref()?, name)?,
            "awsEndpointRequestId" => call.integration.as_ref()?.request_id.to_string(),
            _ => match name.split_once('.')? {
                ("identity", field) => self.identity(field)?,
                ("integration", field) => answered(call.integration.as_ref()?, field)?,
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
        let facts = self.call.authorizer.as_ref();
        let context = || self.connection.authorizer.as_ref()?.get(field)?.as_str().map(str::to_owned);
        facts.and_then(|facts| answered(facts, field)).or_else(context)
    }
}

/// What is logged of a function's answer, of routes and authorizers alike.
fn answered(answered: &Answered, field: &str) -> Option<String> {
    match field {
        "requestId" => Some(answered.request_id.to_string()),
        "status" => answered.status.map(|status| status.to_string()),
        // Lambda's own, which is 200 for a function that failed, too.
        "integrationStatus" => Some("200".to_owned()),
        "latency" | "integrationLatency" => Some(millis(answered.latency).to_string()),
        "error" => answered.error.clone(),
        _ => None,
    }
}
