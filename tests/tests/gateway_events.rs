//! The exact events that handlers get from the local gateway. The numbers are those of `gateway::conformance`; `*_captured.json`
//! are events of API Gateway.

use std::time::{SystemTime, UNIX_EPOCH};

use aws_lambda_events::event::apigw::{
    ApiGatewayCustomAuthorizerRequestTypeRequest, ApiGatewayWebsocketProxyRequest,
};
use serde_json::{Map, Value, json};
use websocket_api::{extract::State, gateway::Gateway, response::Allow, websocket_api};
use websocket_api_tests::{
    events::event,
    gateway::{CLOSE, EventJson, FIN, Frame, RawConnection, Request, Spy, close_frame, is_id},
};

websocket_api! {
    Chat {
        state: Spy,
        routes: { $connect: record, $disconnect: record, $default: record, chat: record },
    }
}

async fn record(EventJson(event): EventJson, State(spy): State<Spy>) {
    spy.record(event);
}

mod guarded {
    use super::*;

    websocket_api! {
        pub Guarded {
            state: Spy,
            routes: { $connect: record },
            authorizer: { type: lambda, function: authorize, identity_source: [] },
        }
    }

    async fn authorize(EventJson(event): EventJson, State(spy): State<Spy>) -> Allow {
        spy.record(event);
        Allow::new("ada")
    }
}

async fn gateway() -> (Gateway, Spy) {
    let spy = Spy::default();
    (Chat::api().with_state(spy.clone()).serve("127.0.0.1:0").await.expect("a gateway"), spy)
}

/// Returns the next event, which `aws_lambda_events` must be able to read.
async fn next(spy: &Spy) -> Value {
    let event = spy.next().await;
    let text = event.as_str().expect("an event");
    serde_json::from_str::<ApiGatewayWebsocketProxyRequest>(text).expect("an event as others read it");
    serde_json::from_str(text).expect("JSON")
}

/// Replaces values that differ in each event by the kind of value.
fn pattern(event: &Value) -> Value {
    const VARIABLE: &[&str] = &[
        "Host",
        "X-Amzn-Trace-Id",
        "X-Forwarded-For",
        "X-Forwarded-Port",
        "X-Forwarded-Proto",
        "apiId",
        "connectedAt",
        "connectionId",
        "domainName",
        "extendedRequestId",
        "messageId",
        "requestId",
        "requestTime",
        "requestTimeEpoch",
        "sourceIp",
        "stage",
    ];
    let kind = |value: &Value| match value {
        Value::String(text) if !text.is_empty() => json!("some text"),
        Value::Number(_) => json!(0),
        other => other.clone(),
    };
    match event {
        Value::Object(members) => members
            .iter()
            .map(|(name, value)| match value {
                Value::Array(values) if VARIABLE.contains(&&**name) => {
                    (name.clone(), values.iter().map(kind).collect())
                }
                value if VARIABLE.contains(&&**name) => (name.clone(), kind(value)),
                value => (name.clone(), pattern(value)),
            })
            .collect::<Map<_, _>>()
            .into(),
        other => other.clone(),
    }
}

/// Asserts that an event has the members of a captured one, in the same order, and the same values except those that differ in
/// each event.
fn assert_like(event: &Value, captured: &str) {
    let captured = serde_json::from_str(&websocket_api_tests::events::event(captured)).expect("JSON");
    assert_eq!(pattern(event).to_string(), pattern(&captured).to_string());
}

/// The handshake of `connect_captured.json`.
fn handshake() -> Request {
    Request::new("GET", "/dev")
        .header("Host", "localhost:3001")
        .header("Connection", "Upgrade")
        .header("Sec-WebSocket-Extensions", "permessage-deflate; client_max_window_bits")
        .header("Sec-WebSocket-Key", "+W5xw47OHh3OTFsWKjGu9Q==")
        .header("Sec-WebSocket-Version", "13")
        .header("Upgrade", "websocket")
}

/// 2.1, 2.2, 2.3, 2.4: the events are those of API Gateway, member by member.
#[tokio::test]
async fn events_have_the_members_of_captured_events() {
    let (gateway, spy) = gateway().await;
    let mut client = RawConnection::connect_with(&gateway, &handshake()).await;
    assert_like(&next(&spy).await, "connect_captured");
    let captured: Value = serde_json::from_str(&event("message_captured")).expect("JSON");
    client.say(captured["body"].as_str().expect("a body")).await;
    assert_like(&next(&spy).await, "message_captured");
    client.send_frame(&Frame::new(FIN | CLOSE, "")).await;
    assert_like(&next(&spy).await, "disconnect_captured");
    gateway.stop().await;
    assert_eq!(spy.rest(), Vec::<Value>::new());
}

/// Seconds since 1970 of `11/Nov/2024:13:45:46 +0000`.
fn seconds(text: &str) -> Option<i64> {
    const MONTHS: &str = "JanFebMarAprMayJunJulAugSepOctNovDec";
    let (date, time) = text.strip_suffix(" +0000")?.split_at_checked(11)?;
    let number = |text: &str| text.parse::<i64>().ok();
    let (day, year) = (number(&date[..2])?, number(&date[7..])?);
    let month = i64::try_from(MONTHS.find(&date[3..6])? / 3 + 1).ok()?;
    // A year begins in March here, so that a leap day is its last day.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let days = 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + day - 1 - 719_468;
    let time: Vec<i64> = time.strip_prefix(':')?.split(':').filter_map(number).collect();
    let [hour, minute, second] = *time else { return None };
    Some(((days * 24 + hour) * 60 + minute) * 60 + second)
}

#[test]
fn request_time_is_parsed_as_in_a_captured_event() {
    let captured: Value = serde_json::from_str(&event("message_captured")).expect("JSON");
    let context = &captured["requestContext"];
    let time = context["requestTime"].as_str().expect("text");
    assert_eq!(seconds(time), Some(context["requestTimeEpoch"].as_i64().expect("a number") / 1000));
    assert_eq!(seconds("29/Feb/2024:00:00:00 +0000"), Some(1_709_164_800));
}

/// 2.4: the form of the values that differ in each event.
#[tokio::test]
async fn ids_and_times_have_the_form_of_api_gateway() {
    let now = || {
        i64::try_from(SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970").as_millis())
            .expect("a time")
    };
    let begun = now();
    let (gateway, spy) = gateway().await;
    let mut client = RawConnection::connect_with(&gateway, &handshake()).await;
    client.say("hello").await;
    client.say("hello again").await;
    let mut events = [next(&spy).await, next(&spy).await, next(&spy).await];
    client.send_frame(&close_frame(1000, "bye")).await;
    let last = next(&spy).await;
    let ended = now();

    let first = events[0]["requestContext"].clone();
    let connected = first["connectedAt"].as_i64().expect("a number");
    assert!((begun..=ended).contains(&connected), "{connected}");
    assert!(is_id(first["connectionId"].as_str().expect("text")), "{first}");
    assert_eq!(gateway.address().ip().to_string(), first["identity"]["sourceIp"].as_str().expect("text"));
    let api = first["apiId"].as_str().expect("text");
    assert!(api.len() == 10 && api.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()), "{api}");
    assert_eq!((&first["stage"], &first["domainName"]), (&json!("dev"), &json!("localhost:3001")));

    let mut ids = Vec::new();
    for event in events.iter_mut().chain([&mut last.clone()]) {
        let context = &event["requestContext"];
        for same in ["connectedAt", "connectionId", "domainName", "apiId", "stage", "identity"] {
            assert_eq!(context[same], first[same]);
        }
        assert_eq!(context["requestId"], context["extendedRequestId"]);
        let time = context["requestTimeEpoch"].as_i64().expect("a number");
        assert!((connected..=ended).contains(&time), "{time}");
        assert_eq!(seconds(context["requestTime"].as_str().expect("text")), Some(time / 1000));
        ids.push(context["requestId"].as_str().expect("text").to_owned());
        ids.extend(context["messageId"].as_str().map(str::to_owned));
    }
    ids.push(first["connectionId"].as_str().expect("text").to_owned());
    assert_eq!(ids.len(), 4 + 2 + 1);
    assert!(ids.iter().all(|id| is_id(id)), "{ids:?}");
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 4 + 2 + 1, "{ids:?}");
    gateway.stop().await;
}

/// 2.4: names keep the client's spelling. `headers` has the last of several values, `multiValueHeaders` all. The headers of
/// the upgrade are absent, and API Gateway's own headers replace the client's.
#[tokio::test]
async fn headers_keep_the_spelling_and_values_of_the_client() {
    let (gateway, spy) = gateway().await;
    let request = handshake()
        .header("x-cusTOM", "  one two  ")
        .header("X-Tag", "first")
        .header("Cookie", "a=b; c=d")
        .header("X-Tag", "second, third")
        .header("X-Empty", "")
        .header("x-forwarded-proto", "gopher");
    RawConnection::connect_with(&gateway, &request).await;
    let event = next(&spy).await;
    let (one, all) = (&event["headers"], &event["multiValueHeaders"]);
    assert_eq!((&one["x-cusTOM"], &all["x-cusTOM"]), (&json!("one two"), &json!(["one two"])));
    assert_eq!((&one["X-Tag"], &all["X-Tag"]), (&json!("second, third"), &json!(["first", "second, third"])));
    assert_eq!((&one["X-Empty"], &all["X-Empty"]), (&json!(""), &json!([""])));
    assert_eq!(one["Cookie"], "a=b; c=d");
    assert_eq!((&one["X-Forwarded-Proto"], &one["x-forwarded-proto"]), (&json!("http"), &Value::Null));
    assert_eq!(one["X-Forwarded-For"], "127.0.0.1");
    assert_eq!(one["X-Forwarded-Port"], gateway.address().port().to_string());
    let trace = one["X-Amzn-Trace-Id"].as_str().expect("text");
    let parts: Vec<&str> = trace.split('-').collect();
    assert_eq!((parts[0], parts[1].len(), parts[2].len(), parts.len()), ("Root=1", 8, 24, 3), "{trace}");
    let names = |map: &Value| map.as_object().expect("an object").keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(one), names(all));
    for absent in ["connection", "upgrade", "content-length"] {
        assert!(!names(one).iter().any(|name| name.eq_ignore_ascii_case(absent)), "{absent}");
    }
    gateway.stop().await;
}

/// 2.4: the spelling is that of the handshake, and not of an earlier request on the same connection.
#[tokio::test]
async fn headers_ignore_an_earlier_request_on_the_connection() {
    let (gateway, spy) = gateway().await;
    let mut client = RawConnection::open(gateway.address()).await;
    let other = Request::new("GET", "/dev").header("hOsT", "localhost").header("x-TAG", "other");
    assert_eq!(client.ask(&other).await.status, 403);
    assert_eq!(client.ask(&handshake().header("X-Tag", "mine")).await.status, 101);
    let event = next(&spy).await;
    assert_eq!(
        (&event["headers"]["X-Tag"], &event["headers"]["Host"]),
        (&json!("mine"), &json!("localhost:3001"))
    );
    gateway.stop().await;
}

/// 2.4: the user agent is in every event, if the client has one.
#[tokio::test]
async fn user_agent_is_in_every_event() {
    let (gateway, spy) = gateway().await;
    let mut client =
        RawConnection::connect_with(&gateway, &handshake().header("User-Agent", "Mozilla/5.0 (\"X11\")"))
            .await;
    client.say("hello").await;
    let identity = json!({ "userAgent": "Mozilla/5.0 (\"X11\")", "sourceIp": "127.0.0.1" });
    assert_eq!(next(&spy).await["requestContext"]["identity"], identity);
    assert_eq!(next(&spy).await["requestContext"]["identity"], identity);
    drop(client);
    assert_eq!(next(&spy).await["requestContext"]["identity"], identity);
    gateway.stop().await;
}

/// 2.4: the query string, decoded, if there is one.
#[tokio::test]
async fn query_string_is_decoded_in_the_connect_event_only() {
    let (gateway, spy) = gateway().await;
    let queries = [
        ("", Value::Null, Value::Null),
        ("?", Value::Null, Value::Null),
        (
            "?room=tea&room=caf%C3%A9+%26+x",
            json!({ "room": "café & x" }),
            json!({ "room": ["tea", "café & x"] }),
        ),
        (
            "?b=2&a=1&flag&=x&a=%3d",
            json!({ "b": "2", "a": "=", "flag": "", "": "x" }),
            json!({ "b": ["2"], "a": ["1", "="], "flag": [""], "": ["x"] }),
        ),
    ];
    for (query, one, all) in queries {
        let request = Request::handshake(format!("/dev{query}"));
        let mut client = RawConnection::connect_with(&gateway, &request).await;
        let event = next(&spy).await;
        assert_eq!(event["queryStringParameters"], one, "{query}");
        assert_eq!(event["multiValueQueryStringParameters"], all, "{query}");
        // Only the handshake's event has it.
        client.say("hello").await;
        assert_eq!(next(&spy).await["queryStringParameters"], Value::Null);
        drop(client);
        assert_eq!(next(&spy).await["queryStringParameters"], Value::Null);
    }
    gateway.stop().await;
}

/// 2.2: the body is the exact message.
#[tokio::test]
async fn body_is_the_exact_message() {
    let (gateway, spy) = gateway().await;
    let mut client = RawConnection::connect(&gateway).await;
    next(&spy).await;
    for text in ["", " ", "\"\\\u{0}\u{7f}\u{2028}é€𝄞\r\n", "{\"action\": \"chat\"}\n", &"x".repeat(32_768)]
    {
        client.say(text).await;
        let event = next(&spy).await;
        assert_eq!((&event["body"], &event["isBase64Encoded"]), (&json!(text), &json!(false)));
    }
    gateway.stop().await;
}

/// 2.7: the authorizer's event.
#[tokio::test]
async fn authorizer_event_describes_the_handshake() {
    let spy = Spy::default();
    let gateway =
        guarded::Guarded::api().with_state(spy.clone()).serve("127.0.0.1:0").await.expect("a gateway");
    RawConnection::connect_with(&gateway, &handshake()).await;
    let request = spy.next().await;
    let request = request.as_str().expect("an event");
    serde_json::from_str::<ApiGatewayCustomAuthorizerRequestTypeRequest>(request)
        .expect("an event as others read it");
    let request: Value = serde_json::from_str(request).expect("JSON");
    let mut connect = next(&spy).await;

    // It is the event of `$connect` except for these members.
    let arn = format!(
        "arn:aws:execute-api:us-east-1:000000000000:{}/dev/$connect",
        connect["requestContext"]["apiId"].as_str().expect("text")
    );
    let authorizer = connect["requestContext"].as_object_mut().expect("an object").shift_remove("authorizer");
    let authorizer = authorizer.expect("an authorizer's context");
    assert_eq!(authorizer["principalId"], "ada");
    assert!(authorizer["integrationLatency"].is_u64(), "{authorizer}");
    let upgrade = [("Connection", "upgrade"), ("Upgrade", "websocket"), ("content-length", "0")];
    for (name, value) in upgrade {
        connect["headers"][name] = json!(value);
        connect["multiValueHeaders"][name] = json!([value]);
    }
    let expected = json!({
        "type": "REQUEST",
        "methodArn": arn,
        "headers": connect["headers"],
        "multiValueHeaders": connect["multiValueHeaders"],
        "queryStringParameters": {},
        "multiValueQueryStringParameters": {},
        "stageVariables": {},
        "requestContext": connect["requestContext"],
    });
    assert_eq!(request.to_string(), expected.to_string());
    gateway.stop().await;
}
