//! The variables of access logs: `$context.…`.
//!
//! Source: *Monitor WebSocket API execution with CloudWatch metrics* and *Variables for data models, authorizers, mapping
//! templates, and CloudWatch access logging*, API Gateway developer guide.

/// The APIs that have a variable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Support {
    WebSocket,
    /// HTTP or REST APIs only.
    OtherApis,
    Unknown,
}

const WEBSOCKET: &[&str] = &[
    "apiId",
    "authenticate.error",
    "authenticate.latency",
    "authenticate.status",
    "authorize.error",
    "authorize.latency",
    "authorize.status",
    "authorizer.error",
    "authorizer.integrationLatency",
    "authorizer.integrationStatus",
    "authorizer.latency",
    "authorizer.principalId",
    "authorizer.requestId",
    "authorizer.status",
    // Not in AWS's list, but in SST's default format.
    "awsEndpointRequestId",
    "connectedAt",
    "connectionId",
    "domainName",
    "error.message",
    "error.messageString",
    "error.responseType",
    "error.validationErrorString",
    "eventType",
    "extendedRequestId",
    "identity.accountId",
    "identity.apiKey",
    "identity.apiKeyId",
    "identity.caller",
    "identity.cognitoAuthenticationProvider",
    "identity.cognitoAuthenticationType",
    "identity.cognitoIdentityId",
    "identity.cognitoIdentityPoolId",
    "identity.principalOrgId",
    "identity.sourceIp",
    "identity.user",
    "identity.userAgent",
    "identity.userArn",
    "integration.error",
    "integration.integrationStatus",
    "integration.latency",
    "integration.requestId",
    "integration.status",
    "integrationLatency",
    "integrationStatus",
    "messageId",
    "requestId",
    "requestTime",
    "requestTimeEpoch",
    "routeKey",
    "stage",
    "status",
    "waf.error",
    "waf.latency",
    "waf.status",
];

const OTHER_APIS: &[&str] = &[
    "accountId",
    "customDomain.basePathMatched",
    "dataProcessed",
    "domainPrefix",
    "httpMethod",
    "identity.accessKey",
    "path",
    "protocol",
    "resourceId",
    "resourcePath",
    "responseLatency",
    "responseLength",
    "wafResponseCode",
    "webaclArn",
    "xrayTraceId",
];

/// Returns the variables of WebSocket APIs.
pub fn known() -> impl Iterator<Item = &'static str> {
    WEBSOCKET.iter().copied()
}

/// Returns the APIs that have a variable, which is given without `$context.`.
pub fn support(variable: &str) -> Support {
    // The members of an authorizer's context have custom names.
    if WEBSOCKET.contains(&variable) || variable.starts_with("authorizer.") {
        Support::WebSocket
    } else if OTHER_APIS.contains(&variable)
        || variable.starts_with("identity.clientCert.")
        || variable.starts_with("requestOverride.")
    {
        Support::OtherApis
    } else {
        Support::Unknown
    }
}

/// Returns the variables of a format, without `$context.`, in the order written.
pub fn variables(format: &str) -> impl Iterator<Item = &str> {
    pieces(format).filter_map(|piece| match piece {
        Piece::Variable(name) => Some(name),
        Piece::Text(_) => None,
    })
}

/// A piece of a format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    Text(&'a str),
    /// The name of a variable, without `$context.`.
    Variable(&'a str),
}

/// Returns the pieces of a format, in the order written.
pub fn pieces(format: &str) -> impl Iterator<Item = Piece<'_>> {
    let (first, rest) = format.split_once(PREFIX).map_or((format, None), |(first, rest)| (first, Some(rest)));
    let variables = rest.into_iter().flat_map(|rest| rest.split(PREFIX)).flat_map(|part| {
        let end = part.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-')));
        let name = part[..end.unwrap_or(part.len())].trim_end_matches(['.', '-']);
        [Piece::Variable(name), Piece::Text(&part[name.len()..])]
    });
    [Piece::Text(first)].into_iter().chain(variables).filter(|piece| *piece != Piece::Text(""))
}

const PREFIX: &str = "$context.";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_of_sst_formats_have_their_support() {
        let csv = "$context.identity.sourceIp,$context.requestTime,$context.httpMethod,$context.routeKey,\
                   $context.protocol,$context.status,$context.responseLength,$context.requestId";
        let elsewhere: Vec<&str> = variables(csv).filter(|v| support(v) == Support::OtherApis).collect();
        assert_eq!(elsewhere, ["httpMethod", "protocol", "responseLength"]);
        let default = crate::limits::default::ACCESS_LOG_FORMAT;
        assert!(variables(default).all(|variable| support(variable) == Support::WebSocket));
        assert_eq!(variables(default).count(), 14);
        assert_eq!(variables("a $context.status. b").collect::<Vec<_>>(), ["status"]);
        let parts: Vec<Piece<'_>> = pieces("$context.a$context.b.").collect();
        assert_eq!(parts, [Piece::Variable("a"), Piece::Variable("b"), Piece::Text(".")]);
    }
}
