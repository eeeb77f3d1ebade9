//! A server of `@connections` that signs each call again with botocore: `connections.py`.

use std::time::Duration;

use aws_sdk_apigatewaymanagement::{Client, config};
use serde_json::Value;
use tokio::time::sleep;
use websocket_api::connections::{Connections, Credentials};

use crate::judges::{Dialogue, script};

/// The id and the secret of the key that calls must be signed with.
pub const KEYS: (&str, &str) = ("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");

/// The region that calls must be signed for.
pub const REGION: &str = "eu-west-1";

/// Credentials of the right id.
pub fn credentials(secret_access_key: &str, session_token: Option<&str>) -> Credentials {
    Credentials {
        access_key_id: KEYS.0.to_owned(),
        secret_access_key: secret_access_key.to_owned(),
        session_token: session_token.map(str::to_owned),
    }
}

/// Connections behind this endpoint, with the right key and region.
///
/// # Panics
/// When it is no endpoint.
pub fn connections(endpoint: &str) -> Connections {
    let connections = Connections::new(endpoint).expect("an endpoint");
    connections.with_credentials(credentials(KEYS.1, None)).with_region(REGION)
}

/// AWS's own SDK on an endpoint, with this key. It repeats calls as it does by itself, but soon.
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

/// A server, and what it has to say of the requests, in their order. The beginning of a connection's id decides how a call is
/// answered: see `connections.py`.
#[derive(Debug)]
pub struct Server {
    said: Dialogue,
    port: u16,
}

impl Server {
    /// Starts a server.
    ///
    /// # Panics
    /// When it cannot be started.
    pub fn start() -> Self {
        let mut said = Dialogue::start(script("connections.py", &["serve"]));
        let port = said.port();
        Server { said, port }
    }

    /// Where it listens.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// The endpoint with this path.
    pub fn endpoint(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// The connections of the stage `prod`.
    pub fn prod(&self) -> Connections {
        connections(&self.endpoint("/prod"))
    }

    /// What is said of the next request, right or wrong.
    ///
    /// # Panics
    /// When the server has ended.
    pub fn judged(&mut self) -> Value {
        serde_json::from_str(&self.said.line()).expect("JSON")
    }

    /// What is said of the next request.
    ///
    /// # Panics
    /// When there is something wrong with it.
    #[expect(clippy::should_implement_trait, reason = "there is no end")]
    pub fn next(&mut self) -> Value {
        let seen = self.judged();
        assert_eq!(seen["wrong"], Value::Null, "{seen}");
        seen
    }

    /// What is said of all requests that nobody has asked about.
    ///
    /// # Panics
    /// When there is something wrong with one.
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

    /// Asserts that there have been no more requests than those asked about.
    ///
    /// # Panics
    /// When there have been.
    pub async fn assert_all_seen(&mut self) {
        let rest = self.rest().await;
        assert!(rest.is_empty(), "{rest:?}");
    }
}
