//! The access log of the local gateway: the declared format with real values. The numbers are those of `gateway::conformance`.
// Some declarations here have warnings on purpose.
#![allow(deprecated)]

use std::{collections::BTreeMap, sync::Arc};

use futures_util::{SinkExt, StreamExt};
use serde_json::Value;
use tokio::sync::{Mutex, mpsc};
use tokio_tungstenite::{
    connect_async,
    tungstenite::{Message, client::IntoClientRequest},
};
use websocket_api::{
    extract::{Query, Text},
    gateway::{Gateway, Serve},
    response::{Allow, Reject},
    websocket_api,
};
use websocket_api_tests::gateway::{is_id, soon};

/// The lines that a gateway writes, in order.
#[derive(Clone)]
struct Log(Arc<Mutex<mpsc::UnboundedReceiver<String>>>);

impl Log {
    async fn start(serve: Serve) -> (Gateway, Log) {
        let (written, lines) = mpsc::unbounded_channel();
        let write = move |line: &str| _ = written.send(line.to_owned());
        let gateway = serve.access_log(write).await.expect("a gateway");
        (gateway, Log(Arc::new(Mutex::new(lines))))
    }

    async fn line(&self) -> String {
        soon(async { self.0.lock().await.recv().await }).await.expect("a line")
    }

    async fn entry(&self) -> BTreeMap<String, Value> {
        let line = self.line().await;
        serde_json::from_str(&line).unwrap_or_else(|_| panic!("no JSON: {line}"))
    }

    /// Returns the unread lines after the gateway has stopped.
    async fn rest(self) -> Vec<String> {
        let mut lines = self.0.lock().await;
        std::iter::from_fn(|| lines.try_recv().ok()).collect()
    }
}

async fn nothing() {}

async fn echo(Text(text): Text) -> Result<String, Box<dyn std::error::Error + Send + Sync>> {
    if text == "fail" { Err("on purpose".into()) } else { Ok(text) }
}

mod default {
    use super::*;

    websocket_api! {
        pub Default {
            routes: {
                $connect: nothing,
                $disconnect: nothing,
                $default: { function: echo, return_response: true },
            },
        }
    }

    /// 5.4: SST's fourteen fields, one line for each event.
    #[tokio::test]
    async fn every_event_has_a_line_of_the_default_format() {
        let (gateway, log) = Log::start(Default::api().serve("127.0.0.1:0")).await;
        let mut request = gateway.url().into_client_request().expect("a request");
        request.headers_mut().insert("User-Agent", "tests/1".parse().expect("a value"));
        let (mut client, _) = connect_async(request).await.expect("a connection");
        let connect = log.entry().await;
        client.send(Message::text("hello")).await.expect("a client that sends");
        let message = log.entry().await;
        client.send(Message::text("fail")).await.expect("a client that sends");
        let failed = log.entry().await;
        client.close(None).await.expect("a close frame");
        let disconnect = log.entry().await;

        let id = &connect["connectionId"];
        assert!(is_id(id.as_str().expect("text")), "{id}");
        for (entry, event, route, status) in [
            (&connect, "CONNECT", "$connect", 200),
            (&message, "MESSAGE", "$default", 200),
            (&failed, "MESSAGE", "$default", 500),
            (&disconnect, "DISCONNECT", "$disconnect", 200),
        ] {
            assert_eq!(entry.len(), 14, "{entry:?}");
            assert_eq!((&entry["eventType"], &entry["routeKey"]), (&event.into(), &route.into()));
            assert_eq!((&entry["status"], &entry["connectionId"]), (&status.into(), id));
            assert_eq!((&entry["ip"], &entry["userAgent"]), (&"127.0.0.1".into(), &"tests/1".into()));
            assert_eq!(entry["connectedAt"], connect["connectedAt"]);
            // Lambda itself answers 200 for a function that failed.
            assert_eq!(entry["integrationStatus"], "200");
            let latency = entry["integrationLatency"].as_str().expect("text");
            assert!(latency.parse::<u64>().is_ok(), "{latency}");
            assert_eq!(entry["integrationRequestId"].as_str().map(str::len), Some(36));
            assert!(is_id(entry["requestId"].as_str().expect("text")));
            // The local gateway has no value for this variable.
            assert_eq!(entry["cognitoIdentityId"], "-");
        }
        let mut ids: Vec<_> =
            [&connect, &message, &failed, &disconnect].map(|entry| &entry["requestId"]).into();
        ids.sort_by_key(ToString::to_string);
        ids.dedup();
        assert_eq!(ids.len(), 4);
        gateway.stop().await;
        assert_eq!(log.rest().await, Vec::<String>::new());
    }

    /// Without a writer the gateway writes no access log.
    #[tokio::test]
    async fn gateway_without_an_access_log_writer_serves_clients() {
        let gateway = Default::api().serve("127.0.0.1:0").await.expect("a gateway");
        connect_async(gateway.url()).await.expect("a connection");
        gateway.stop().await;
    }
}

#[expect(deprecated, reason = "variables that API Gateway does not have are warned of")]
mod declared {
    use super::*;

    websocket_api! {
        pub Declared {
            routes: { $connect: connect, hello: nothing },
            authorizer: { type: lambda, function: authorize, identity_source: ["route.request.querystring.name"] },
            access_log: "$context.requestId|$context.eventType|$context.routeKey|$context.status|$context.stage|\
                         $context.authorizer.principalId|$context.authorizer.level|$context.authorizer.status|\
                         $context.error.message|$context.error.messageString|$context.messageId|\
                         $context.integration.status|$context.requestTime|$context.requestTimeEpoch|$context.domainName|\
                         $context.protocol|$context.nonsense|end.",
        }
    }

    #[derive(serde::Deserialize)]
    struct NameQuery {
        name: String,
    }

    async fn authorize(Query(NameQuery { name }): Query<NameQuery>) -> Allow {
        Allow::new(name).context(&serde_json::json!({ "level": 3 }))
    }

    async fn connect(Query(NameQuery { name }): Query<NameQuery>) -> Result<(), Reject> {
        if name == "Mallory" { Err(Reject::status(418)) } else { Ok(()) }
    }

    fn fields(line: &str) -> Vec<&str> {
        line.split('|').collect()
    }

    /// 5.1, 5.2: a variable has its value, or a dash if it has no value or is unknown.
    #[tokio::test]
    async fn variables_have_values_or_a_dash() {
        let (gateway, log) = Log::start(Declared::api().serve("127.0.0.1:0").stage("blue")).await;
        let (mut client, _) =
            connect_async(format!("{}?name=Ada", gateway.url())).await.expect("a connection");
        let line = log.line().await;
        let connect = fields(&line);
        assert_eq!(connect[1..8], ["CONNECT", "$connect", "200", "blue", "Ada", "3", "200"], "{line}");
        assert_eq!(connect[8..12], ["-", "-", "-", "200"], "{line}");
        let (time, epoch) = (connect[12], connect[13]);
        assert!(time.ends_with(" +0000") && time.len() == 26 && epoch.len() == 13, "{line}");
        assert_eq!(connect[14], gateway.address().to_string());
        assert_eq!(connect[15..], ["-", "-", "end."], "{line}");

        client.send(Message::text("unknown")).await.expect("a client that sends");
        let answer = client.next().await.expect("an answer").expect("a message");
        assert!(answer.to_text().expect("text").contains("Forbidden"), "{answer}");
        let line = log.line().await;
        let message = fields(&line);
        // The authorizer ran for the handshake only. Its context is still known.
        assert_eq!(message[1..8], ["MESSAGE", "-", "403", "blue", "Ada", "3", "-"], "{line}");
        assert_eq!(message[8..10], ["Forbidden", "\"Forbidden\""], "{line}");
        assert!(is_id(message[10]) && message[11] == "-", "{line}");
        gateway.stop().await;
    }

    /// A rejected handshake is logged with the status that the client gets.
    #[tokio::test]
    async fn rejected_handshake_is_logged_with_its_status() {
        let (gateway, log) = Log::start(Declared::api().serve("127.0.0.1:0")).await;
        for (query, status, error) in [("", "401", "Unauthorized"), ("?name=Mallory", "418", "-")] {
            connect_async(format!("{}{query}", gateway.url())).await.expect_err("a refusal");
            let line = log.line().await;
            let refused = fields(&line);
            assert_eq!((refused[1], refused[3], refused[8]), ("CONNECT", status, error), "{line}");
        }
        gateway.stop().await;
        assert_eq!(log.rest().await, Vec::<String>::new());
    }

    /// Text from a client cannot start a new line.
    #[tokio::test]
    async fn line_breaks_from_a_client_are_logged_as_spaces() {
        let (gateway, log) = Log::start(Declared::api().serve("127.0.0.1:0")).await;
        connect_async(format!("{}?name=Ada%0AMallory%0D", gateway.url())).await.expect("a connection");
        let line = log.line().await;
        assert_eq!(fields(&line)[5], "Ada Mallory ");
        gateway.stop().await;
    }
}

mod defaults {
    use super::*;

    websocket_api! {
        pub Defaults {
            routes: { $connect: nothing },
            defaults: { function: { timeout: 900 } },
            authorizer: { type: lambda, function: wait, identity_source: [] },
            access_log: "$context.requestId|$context.status|$context.authorizer.error",
        }
    }

    async fn wait() -> Allow {
        std::future::pending().await
    }

    /// `defaults` apply to routes. As in the template, the authorizer's function has 10 seconds, here 50 ms.
    #[tokio::test]
    async fn authorizer_timeout_is_logged_and_ignores_defaults() {
        let (gateway, log) = Log::start(Defaults::api().serve("127.0.0.1:0").timeout_scale(0.005)).await;
        connect_async(gateway.url()).await.expect_err("a refusal");
        let line = log.line().await;
        assert!(line.ends_with("|500|Task timed out after 10.00 seconds"), "{line}");
        gateway.stop().await;
        let template: Value =
            serde_json::from_str(&Defaults::api().template().expect("a template").to_json()).expect("JSON");
        let resources = template["Resources"].as_object().expect("resources").values();
        let functions = resources.filter(|resource| resource["Type"] == "AWS::Lambda::Function");
        let mut limits: Vec<_> =
            functions.filter_map(|function| function["Properties"]["Timeout"].as_u64()).collect();
        limits.sort_unstable();
        assert_eq!(limits, [10, 900]);
    }
}

mod off {
    use super::*;

    websocket_api! { pub Off { routes: { $default: nothing }, access_log: false } }

    /// 5.4: `access_log: false` disables the log.
    #[tokio::test]
    async fn access_log_false_writes_no_lines() {
        let (gateway, log) = Log::start(Off::api().serve("127.0.0.1:0")).await;
        connect_async(gateway.url()).await.expect("a connection");
        gateway.stop().await;
        assert_eq!(log.rest().await, Vec::<String>::new());
    }
}
