use serde::{Serialize, Serializer, ser::SerializeMap};

/// The whole response of a function: `statusCode`, `headers` and `body`.
///
/// On `$connect`, a status of 200–299 accepts the handshake, with `Sec-WebSocket-Protocol` as the only header. Another status rejects the
/// handshake with the status, the headers and the body. On a route with `return_response: true`, the client receives the body.
///
/// # Examples
///
/// ```
/// use websocket_api::response::ProxyResponse;
///
/// async fn connect() -> ProxyResponse {
///     ProxyResponse::status(503).header("retry-after", "60").body("maintenance")
/// }
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProxyResponse {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Option<String>,
}

impl ProxyResponse {
    /// With this status.
    pub fn status(status: u16) -> Self {
        ProxyResponse { status, headers: Vec::new(), body: None }
    }

    /// Status 200.
    pub fn ok() -> Self {
        ProxyResponse::status(200)
    }

    /// With this body.
    #[must_use]
    pub fn body(mut self, body: impl Into<String>) -> Self {
        self.body = Some(body.into());
        self
    }

    /// With one more header; a name given twice has the last value.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        let name = name.into();
        self.headers.retain(|(known, _)| !known.eq_ignore_ascii_case(&name));
        self.headers.push((name, value.into()));
        self
    }
}

impl Serialize for ProxyResponse {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        struct Headers<'a>(&'a [(String, String)]);

        impl Serialize for Headers<'_> {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
            }
        }

        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("statusCode", &self.status)?;
        if !self.headers.is_empty() {
            map.serialize_entry("headers", &Headers(&self.headers))?;
        }
        if let Some(body) = &self.body {
            map.serialize_entry("body", body)?;
        }
        map.end()
    }
}
