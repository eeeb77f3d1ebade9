use std::time::SystemTime;

use aws_smithy_types::{DateTime, date_time::Format};
use serde::Deserialize;

use super::Error;
use crate::object::{Object, object};

/// API Gateway's facts about a connection.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ConnectionInfo {
    /// When it was made. API Gateway closes it two hours later.
    pub connected_at: SystemTime,
    /// When a message last went either way. API Gateway closes it after ten minutes without one.
    pub last_active_at: SystemTime,
    /// The client's IP address.
    pub source_ip: String,
    /// The client's `User-Agent`; empty if it sent none.
    pub user_agent: String,
}

impl ConnectionInfo {
    /// Reads the answer to `GET`. Source: the service model of *ApiGatewayManagementApi*.
    pub(crate) fn parse(body: &[u8]) -> Result<Self, Error> {
        let unexpected = |message: String| Error::Unexpected { status: 200, message };
        let Object(body): Object<Body> =
            serde_json::from_slice(body).map_err(|error| unexpected(error.to_string()))?;
        let time = |text: &str| {
            let time = DateTime::from_str(text, Format::DateTimeWithOffset).ok();
            let time = time.and_then(|time| SystemTime::try_from(time).ok());
            time.ok_or_else(|| unexpected(format!("`{text}` is not a time")))
        };
        Ok(ConnectionInfo {
            connected_at: time(&body.connected_at)?,
            last_active_at: time(&body.last_active_at)?,
            source_ip: body.identity.source_ip.unwrap_or_default(),
            user_agent: body.identity.user_agent.unwrap_or_default(),
        })
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Body {
    connected_at: String,
    last_active_at: String,
    #[serde(default, deserialize_with = "object")]
    identity: Identity,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Identity {
    source_ip: Option<String>,
    user_agent: Option<String>,
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, UNIX_EPOCH};

    use super::*;

    #[test]
    fn response_is_parsed() {
        let body = br#"{"connectedAt":"2024-11-11T13:45:35.513Z",
            "identity":{"sourceIp":"166.90.225.1","userAgent":"curl/8"},"lastActiveAt":"2024-11-11T13:45:46Z"}"#;
        let info = ConnectionInfo::parse(body).expect("an answer");
        assert_eq!(info.connected_at, UNIX_EPOCH + Duration::from_millis(1_731_332_735_513));
        assert_eq!(info.last_active_at, UNIX_EPOCH + Duration::from_secs(1_731_332_746));
        assert_eq!((&*info.source_ip, &*info.user_agent), ("166.90.225.1", "curl/8"));
    }

    #[test]
    fn missing_user_agent_is_empty() {
        let body = br#"{"connectedAt":"2024-11-11T13:45:35+00:00","lastActiveAt":"2024-11-11T13:45:35Z",
            "identity":{"sourceIp":"::1","userAgent":null},"more":1}"#;
        let info = ConnectionInfo::parse(body).expect("an answer");
        assert_eq!((&*info.source_ip, &*info.user_agent), ("::1", ""));
    }

    #[test]
    fn other_response_is_unexpected() {
        let list = r#"["2024-11-11T13:45:35Z","2024-11-11T13:45:35Z",{}]"#;
        let identity = r#"{"connectedAt":"2024-11-11T13:45:35Z","lastActiveAt":"2024-11-11T13:45:35Z","identity":["::1"]}"#;
        for body in
            ["", "{}", list, identity, r#"{"connectedAt":"today","lastActiveAt":"2024-11-11T13:45:35Z"}"#]
        {
            let error = ConnectionInfo::parse(body.as_bytes()).unwrap_err();
            assert!(matches!(error, Error::Unexpected { status: 200, .. }), "{body}: {error}");
        }
    }
}
