use bytes::Bytes;
use serde::Deserialize;

use super::Error;
use crate::{excerpt::excerpt, object::Object};

/// The status of an answer, and the beginning of its body.
#[derive(Debug)]
pub(crate) struct Response {
    pub(crate) status: u16,
    pub(crate) body: Bytes,
}

impl Response {
    /// The body of a success; `size` is that of the data sent.
    pub(crate) fn into_body(self, size: usize) -> Result<Bytes, Error> {
        match self.status {
            200..=299 => Ok(self.body),
            status => Err(Error::from_status(status, message(&self.body), size)),
        }
    }
}

/// Returns the message of a body, `{"message":…}` or `Message` as some front ends of AWS spell it; else its text. Either is cut.
fn message(body: &[u8]) -> String {
    #[derive(Deserialize)]
    struct Body {
        #[serde(alias = "Message")]
        message: String,
    }
    match serde_json::from_slice(body) {
        Ok(Object(Body { message })) => excerpt(&message).into_owned(),
        Err(_) => excerpt(String::from_utf8_lossy(body).trim()).into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(status: u16, body: &str) -> Error {
        Response { status, body: Bytes::copy_from_slice(body.as_bytes()) }.into_body(7).unwrap_err()
    }

    #[test]
    fn status_selects_the_error() {
        assert!(error(410, "").is_gone());
        assert!(matches!(error(413, r#"{"message":"large"}"#), Error::PayloadTooLarge { size: 7 }));
        assert!(matches!(error(429, ""), Error::LimitExceeded));
        for body in ["", r#"{"message":"Invalid connectionId: x"}"#] {
            assert!(matches!(error(400, body), Error::InvalidId { .. }), "{body}");
            assert!(matches!(error(400, body).for_call("x"), Error::InvalidId { .. }), "{body}");
            assert!(error(400, body).for_call("BFaT_fALIAMCKuh=").is_gone(), "{body}");
        }
        let other = error(400, r#"{"message":"Bad Request"}"#).for_call("BFaT_fALIAMCKuh=");
        assert!(matches!(other, Error::Unexpected { status: 400, .. }), "{other}");
        assert!(matches!(error(500, ""), Error::Unexpected { status: 500, .. }));
        assert!(matches!(error(302, ""), Error::Unexpected { status: 302, .. }));
    }

    #[test]
    fn message_is_found_or_excerpted() {
        let message = |body| match error(403, body) {
            Error::Forbidden { message } => message,
            other => panic!("{other}"),
        };
        assert_eq!(message(r#"{"message":"Forbidden"}"#), "Forbidden");
        assert_eq!(message(r#"{"Message":"User: x is not authorized"}"#), "User: x is not authorized");
        assert_eq!(message(""), "");
        assert_eq!(message("<html>no</html>\n"), "<html>no</html>");
        assert_eq!(message(r#"{"message":null}"#), r#"{"message":null}"#);
        assert_eq!(message(r#"["Forbidden"]"#), r#"["Forbidden"]"#);
        assert_eq!(message(&"é".repeat(1000)[..]).chars().count(), 256);
    }
}
