//! Parts of HTTP requests: query string, spelling of header names, body.

use std::{collections::HashMap, time::Duration};

use bytes::Bytes;
use http_body_util::{BodyExt, Limited};
use hyper::body::Incoming;
use tokio::time::timeout;
use websocket_api_model::limits;

/// The maximum size of a body that is read, in bytes. A client whose body is somewhat too large gets a response that says so.
const MAX_BODY_BYTES: usize = 8 * limits::MESSAGE;
/// The maximum number of headers whose spelling is kept.
const MAX_HEADERS: usize = 100;

/// The parameters of a query string, decoded, in their order.
#[derive(Clone, Debug, Default)]
pub(super) struct QueryString(Vec<(String, String)>);

impl QueryString {
    pub(super) fn parse(text: &str) -> Self {
        QueryString(form_urlencoded::parse(text.as_bytes()).into_owned().collect())
    }

    pub(super) fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (&**name, &**value))
    }

    /// Returns every value of a parameter.
    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.pairs().filter(move |(known, _)| *known == name).map(|(_, value)| value)
    }

    /// Returns the last value of a parameter.
    pub(super) fn get<'a>(&'a self, name: &'a str) -> Option<&'a str> {
        self.all(name).last()
    }
}

/// The names of a request's headers as the client spelled them, which events keep.
#[derive(Debug, Default)]
pub(super) struct HeaderCase(HashMap<String, String>);

impl HeaderCase {
    /// Reads the names from the bytes of a request's head.
    pub(super) fn parse(head: &[u8]) -> Self {
        let mut headers = [httparse::EMPTY_HEADER; MAX_HEADERS];
        let mut request = httparse::Request::new(&mut headers);
        // hyper rejects a head that cannot be parsed.
        _ = request.parse(head);
        let names = request.headers.iter().filter(|header| !header.name.is_empty());
        HeaderCase(names.map(|header| (header.name.to_ascii_lowercase(), header.name.to_owned())).collect())
    }

    pub(super) fn add(&mut self, name: &str) {
        self.0.insert(name.to_ascii_lowercase(), name.to_owned());
    }

    pub(super) fn spell(&self, name: &str) -> String {
        self.0.get(name).cloned().unwrap_or_else(|| name.to_owned())
    }
}

/// The reason for which a body cannot be read.
#[derive(Clone, Copy, Debug)]
pub(super) enum BodyError {
    /// The body is too large, or the connection is lost.
    TooLarge,
    TimedOut,
}

/// Reads the body of a request.
pub(super) async fn read_body(body: Incoming, client_timeout: Duration) -> Result<Bytes, BodyError> {
    match timeout(client_timeout, Limited::new(body, MAX_BODY_BYTES).collect()).await {
        Ok(Ok(body)) => Ok(body.to_bytes()),
        Ok(Err(_)) => Err(BodyError::TooLarge),
        Err(_) => Err(BodyError::TimedOut),
    }
}
