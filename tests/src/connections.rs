//! A server of the `@connections` API that signs each call again with botocore: `connections.py`.

use std::time::Duration;

use aws_sdk_apigatewaymanagement::{Client, config};
use serde_json::Value;
use tokio::time::sleep;
use websocket_api::connections::{Connections, Credentials};

use crate::judges::{Dialogue, script};

/// The ID and the secret of the access key.
pub const KEYS: (&str, &str) = ("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");

/// The Region of the signatures.
pub const REGION: &str = "eu-west-1";

/// Returns credentials with the expected key ID.
pub fn credentials(secret_access_key: &str, session_token: Option<&str>) -> Credentials {
    Credentials {
        access_key_id: KEYS.0.to_owned(),
        secret_access_key: secret_access_key.to_owned(),
        session_token: session_token.map(str::to_owned),
    }
}

/// Returns the connections of an endpoint, with the expected key and Region.
///
/// # Panics
/// If it is not an endpoint.
pub fn connections(endpoint: &str) -> Connections {
    let connections = Connections::new(endpoint).expect("an endpoint");
    connections.with_credentials(credentials(KEYS.1, None)).with_region(REGION)
}

/// Returns the AWS SDK's client for an endpoint, with this key. It retries as usual, with a short backoff.
pub fn sdk(endpoint: &str, (id, secret): (&str, &str)) -> Client {
    let retry = config::retry::RetryConfig::standard().with_initial_backoff(Duration::from_millis(10));
    let config = config::Config::builder()
        .behavior_version(config::BehaviorVersion::latest())
        .http_client(aws_smithy_http_client::Builder::new().build_http())
        .sleep_impl(config::SharedAsyncSleep::new(Sleep))
        .retry_config(retry)
        .endpoint_url(endpoint)
        .region(config::Region::new(REGION))
        .credentials_provider(config::Credentials::new(id, secret, None, None, "test"))
        .build();
    Client::from_conf(config)
}

#[derive(Debug)]
struct Sleep;

impl config::AsyncSleep for Sleep {
    fn sleep(&self, duration: Duration) -> config::Sleep {
        config::Sleep::new(sleep(duration))
    }
}

/// A server and its judgements of the requests, in order. The first characters of a connection ID decide the
/// response: see `connections.py`.
#[derive(Debug)]
pub struct Server {
    process: Dialogue,
    port: u16,
}

impl Server {
    /// Starts a server.
    ///
    /// # Panics
    /// If the server cannot be started.
    pub fn start() -> Self {
        let mut process = Dialogue::start(script("connections.py", &["serve"]));
        let port = process.port();
        Server { process, port }
    }

    /// Returns the port of the server.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Returns the endpoint with this path.
    pub fn endpoint(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// Returns the connections of the stage `prod`.
    pub fn prod(&self) -> Connections {
        connections(&self.endpoint("/prod"))
    }

    /// Returns the judgement of the next request, valid or not.
    ///
    /// # Panics
    /// If the server has ended.
    pub fn next_judgement(&mut self) -> Value {
        serde_json::from_str(&self.process.line()).expect("JSON")
    }

    /// Returns the judgement of the next request.
    ///
    /// # Panics
    /// If the judgement has a fault.
    #[expect(clippy::should_implement_trait, reason = "there is no end")]
    pub fn next(&mut self) -> Value {
        let seen = self.next_judgement();
        assert_eq!(seen["wrong"], Value::Null, "{seen}");
        seen
    }

    /// Returns the judgements of all unread requests.
    ///
    /// # Panics
    /// If a judgement has a fault.
    pub async fn rest(&mut self) -> Vec<Value> {
        self.prod().send("marker", "").await.expect("a call");
        let mut rest = Vec::new();
        loop {
            match self.next() {
                seen if seen["id"] == "marker" => return rest,
                seen => rest.push(seen),
            }
        }
    }

    /// Asserts that there are no unread requests.
    ///
    /// # Panics
    /// If there are unread requests.
    pub async fn assert_all_seen(&mut self) {
        let rest = self.rest().await;
        assert!(rest.is_empty(), "{rest:?}");
    }
}
