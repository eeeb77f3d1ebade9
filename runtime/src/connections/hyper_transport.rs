use std::{borrow::Cow, time::SystemTime};

use bytes::Bytes;
use hyper::Method;
use tokio::time::sleep;

use super::{
    ConnectionInfo, Credentials, Error,
    client::{client, send},
    config::process_region,
    endpoint::Endpoint,
    response::Response,
    retry::{ATTEMPTS, delay},
    sign::signed,
};

/// A client of the `@connections` API over hyper: HTTP/1.1, signed.
#[derive(Clone, Debug)]
pub(crate) struct HyperTransport {
    pub(crate) endpoint: Endpoint,
    /// `None` for the credentials of the process.
    pub(crate) credentials: Option<Credentials>,
    /// `None` for the Region of the endpoint or of the process.
    pub(crate) region: Option<String>,
}

impl HyperTransport {
    pub(crate) async fn post(&self, id: &str, data: Bytes) -> Result<(), Error> {
        let size = data.len();
        self.call(Method::POST, id, data).await?.into_body(size).map(drop)
    }

    pub(crate) async fn get(&self, id: &str) -> Result<ConnectionInfo, Error> {
        let body = self.call(Method::GET, id, Bytes::new()).await?.into_body(0)?;
        ConnectionInfo::parse(&body)
    }

    pub(crate) async fn delete(&self, id: &str) -> Result<(), Error> {
        self.call(Method::DELETE, id, Bytes::new()).await?.into_body(0).map(drop)
    }

    async fn call(&self, method: Method, id: &str, body: Bytes) -> Result<Response, Error> {
        let url = self.endpoint.connection(id);
        let region = match self.region.as_deref().or_else(|| self.endpoint.region()) {
            Some(region) => region,
            None => process_region()?,
        };
        let credentials = match &self.credentials {
            Some(credentials) => Cow::Borrowed(credentials),
            None => Credentials::from_process().await?,
        };
        let client = client()?;
        let mut attempt = 1;
        loop {
            // Signed anew: a signature has a time.
            let request = signed(&method, &url, &body, &credentials, region, SystemTime::now())?;
            let outcome = send(client, request).await;
            if attempt == ATTEMPTS || !outcome.may_retry(&method) {
                return outcome.into_result();
            }
            sleep(delay(attempt)).await;
            attempt += 1;
        }
    }
}
