//! Frames and messages that the local gateway accepts and sends, including frames that no library sends. The numbers are
//! those of `gateway::conformance`.

use proptest::{collection::vec, prelude::*};
use serde_json::{Value, json};
use tokio::runtime::Runtime;
use websocket_api::{
    extract::{DisconnectReason, State, Text},
    gateway::{Gateway, Serve},
    websocket_api,
};
use websocket_api_tests::gateway::{
    BINARY, CLOSE, CONTINUATION, FIN, Frame, PING, PONG, RawConnection, Spy, TEXT, close_frame, fragments,
};

/// 32 KB and 128 KB (§4).
const FRAME: usize = 32_768;
const MESSAGE: usize = 131_072;

websocket_api! {
    Echo {
        state: Spy,
        routes: { $disconnect: disconnect, $default: { function: echo, return_response: true } },
    }
}

async fn echo(Text(text): Text) -> String {
    text
}

async fn disconnect(reason: DisconnectReason, State(spy): State<Spy>) {
    spy.record(json!([reason.code, reason.reason]));
}

fn serve(spy: &Spy) -> Serve {
    Echo::api().with_state(spy.clone()).serve("127.0.0.1:0")
}

async fn gateway() -> (Gateway, Spy) {
    let spy = Spy::default();
    (serve(&spy).await.expect("a gateway"), spy)
}

/// Asserts that the gateway closes a client that sends this with a code and a reason, and passes both to `$disconnect` once.
async fn assert_closed_with(code: u16, reason: &str, cases: &[(&str, Vec<u8>)]) {
    let (gateway, spy) = gateway().await;
    for (name, bytes) in cases {
        let mut client = RawConnection::connect(&gateway).await;
        client.send(bytes).await;
        assert_eq!(client.receive_close().await, (code, reason.to_owned()), "{name}");
        assert_eq!(spy.next().await, json!([code, reason]), "{name}");
    }
    gateway.stop().await;
    assert_eq!(spy.rest(), Vec::<Value>::new());
}

fn masked(frames: &[Frame]) -> Vec<u8> {
    frames.iter().flat_map(Frame::masked).collect()
}

/// 1.34: binary messages are not supported.
#[tokio::test]
async fn binary_message_closes_with_1003() {
    assert_closed_with(
        1003,
        "Binary is not supported",
        &[
            ("empty", Frame::new(FIN | BINARY, "").masked()),
            ("text", Frame::new(FIN | BINARY, "hello").masked()),
            ("fragmented", masked(&fragments(BINARY, &[b"he", b"llo"]))),
        ],
    )
    .await;
}

/// 1.35, §4: the maximum of a frame is 32 KB, of a message 128 KB.
#[tokio::test]
async fn frame_over_32_kb_or_message_over_128_kb_closes_with_1009() {
    let frame = |length| Frame::new(FIN | TEXT, vec![b'x'; length]);
    let whole = vec![b'x'; FRAME];
    let over = [&*whole, &whole, &whole, &whole, b"x"];
    // The gateway rejects the announced size without waiting for the payload.
    let announced = |head: &[u8], length: u64| [head, &length.to_be_bytes(), &[0; 4]].concat();
    assert_closed_with(
        1009,
        "Message too long",
        &[
            ("a frame", frame(FRAME + 1).masked()),
            ("a large frame", frame(MESSAGE).masked()),
            ("a first frame", Frame::new(TEXT, vec![b'x'; FRAME + 1]).masked()),
            ("a later frame", masked(&fragments(TEXT, &[b"x", &vec![b'x'; FRAME + 1]]))),
            ("a message", masked(&fragments(TEXT, &over))),
            ("a message without end", masked(&fragments(TEXT, &[&over[..], &[b""]].concat())[..5])),
            ("announced", announced(&[FIN | TEXT, 0xFF], 1 << 40)),
        ],
    )
    .await;
}

/// 1.35, §4: the longest allowed message passes, and its reply has frames of at most 32 KB (3.4).
#[tokio::test]
async fn frame_of_32_kb_and_message_of_128_kb_are_echoed() {
    let (gateway, _) = gateway().await;
    let mut client = RawConnection::connect(&gateway).await;
    let text = "x".repeat(FRAME);
    client.say(&text).await;
    let frame = client.frame().await.expect("a frame");
    assert_eq!((frame.first, frame.payload.len()), (FIN | TEXT, FRAME));

    let part = text.as_bytes();
    client.send(&masked(&fragments(TEXT, &[part, part, part, part]))).await;
    for (first, length) in [(TEXT, FRAME), (CONTINUATION, FRAME), (CONTINUATION, FRAME), (FIN, FRAME)] {
        let frame = client.frame().await.expect("a frame");
        assert_eq!((frame.first, frame.payload.len()), (first, length));
    }
    gateway.stop().await;
}

/// 3.4: a frame may end within a character; the message is complete.
#[tokio::test]
async fn reply_over_32_kb_comes_in_frames_of_32_kb() {
    let (gateway, _) = gateway().await;
    let mut client = RawConnection::connect(&gateway).await;
    for length in [FRAME - 1, FRAME, FRAME + 1, 2 * FRAME, 2 * FRAME + 1, MESSAGE - 2, MESSAGE] {
        let mut text = "é€𝄞x".repeat(length / 10);
        text.extend(std::iter::repeat_n('y', length - text.len()));
        let parts: Vec<&[u8]> = text.as_bytes().chunks(FRAME).collect();
        client.send(&masked(&fragments(TEXT, &parts))).await;
        assert!(client.hear().await == text, "{length}");
    }
    gateway.stop().await;
}

/// 1.35: invalid UTF-8 is rejected, wherever the frames cut it.
#[tokio::test]
async fn invalid_utf8_closes_with_1007() {
    let cases: [(&str, &[&[u8]]); 9] = [
        ("a lone continuation", &[b"a\x80b"]),
        ("an overlong form", &[b"\xC0\xAF"]),
        ("a surrogate", &[b"\xED\xA0\x80"]),
        ("above the last character", &[b"\xF4\x90\x80\x80"]),
        ("cut off", &[b"hello \xE2\x82"]),
        ("split in two", &[b"\xE2", b"\x28\xA1"]),
        ("cut off in the second", &[b"hello", b"\xF0\x9D"]),
        ("split before the end", &[b"\xCE\xBA\xE1", b"\xBD\xB9\xCF\x83\xED", b"\xA0\x80edited"]),
        ("at the end", &[b"\xE2\x82", b""]),
    ];
    let cases = cases.map(|(name, parts)| (name, masked(&fragments(TEXT, parts))));
    assert_closed_with(1007, "Invalid UTF-8", &cases).await;
    let reason = [&1000_u16.to_be_bytes()[..], b"\xFF"].concat();
    assert_closed_with(1007, "Invalid UTF-8", &[("a reason", Frame::new(FIN | CLOSE, reason).masked())])
        .await;
}

/// RFC 6455, 5.4: frames may cut text anywhere, and may be empty.
#[tokio::test]
async fn valid_utf8_cut_anywhere_by_frames_is_echoed() {
    let (gateway, _) = gateway().await;
    let mut client = RawConnection::connect(&gateway).await;
    let text = "aé€𝄞\u{FFFD}\0\u{10FFFF}z";
    for at in 0..=text.len() {
        let (start, end) = text.as_bytes().split_at(at);
        client.send(&masked(&fragments(TEXT, &[start, b"", end]))).await;
        assert_eq!(client.hear().await, text, "{at}");
    }
    let bytes: Vec<&[u8]> = text.as_bytes().chunks(1).collect();
    client.send(&masked(&fragments(TEXT, &bytes))).await;
    assert_eq!(client.hear().await, text);
    gateway.stop().await;
}

/// 1.35: a protocol error closes the connection.
#[tokio::test]
async fn protocol_error_closes_with_1002() {
    let mut cases = vec![
        ("not masked", Frame::text("hello").unmasked()),
        ("a fragmented ping", Frame::new(PING, "a").masked()),
        ("a fragmented close", Frame::new(CLOSE, "").masked()),
        ("a long ping", Frame::new(FIN | PING, vec![b'x'; 126]).masked()),
        ("a long close", close_frame(1000, &"x".repeat(124)).masked()),
        ("nothing to continue", Frame::new(FIN | CONTINUATION, "a").masked()),
        ("nothing to continue yet", Frame::new(CONTINUATION, "a").masked()),
        ("text in a message", masked(&[Frame::new(TEXT, "a"), Frame::text("b")])),
        ("binary in a message", masked(&[Frame::new(TEXT, "a"), Frame::new(FIN | BINARY, "b")])),
        ("half a code", Frame::new(FIN | CLOSE, "\x03").masked()),
    ];
    for bit in [0x40, 0x20, 0x10] {
        cases.push(("a reserved bit", Frame::new(FIN | TEXT | bit, "a").masked()));
        cases.push(("a reserved bit of a ping", Frame::new(FIN | PING | bit, "a").masked()));
    }
    for opcode in (0x3..=0x7).chain(0xB..=0xF) {
        cases.push(("a reserved opcode", Frame::new(FIN | opcode, "a").masked()));
    }
    assert_closed_with(1002, "Protocol error", &cases).await;
}

/// RFC 6455, 7.4: close codes that a client must not send.
#[tokio::test]
async fn invalid_close_code_closes_with_1002() {
    let codes = [0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65_535];
    let cases = codes.map(|code| ("a code", close_frame(code, "bye").masked()));
    assert_closed_with(1002, "Protocol violation", &cases).await;
}

/// RFC 6455, 5.5.1: a close frame is answered with its own code; 2.4: `$disconnect` gets code and reason.
#[tokio::test]
async fn close_frame_is_echoed_and_passed_to_disconnect() {
    let (gateway, spy) = gateway().await;
    for code in [1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 3000, 3999, 4000, 4999] {
        for reason in ["", "bye", "auf Wiederhören", &"x".repeat(123)] {
            let mut client = RawConnection::connect(&gateway).await;
            client.send_frame(&close_frame(code, reason)).await;
            assert_eq!(client.receive_close().await.0, code);
            assert_eq!(spy.next().await, json!([code, reason]));
        }
    }
    let mut client = RawConnection::connect(&gateway).await;
    client.send_frame(&Frame::new(FIN | CLOSE, "")).await;
    assert_eq!(client.receive_close().await.0, 1005);
    assert_eq!(spy.next().await, json!([1005, "Client-side close frame status not set"]));
    gateway.stop().await;
    assert_eq!(spy.rest(), Vec::<Value>::new());
}

/// Frames after the close frame are ignored.
#[tokio::test]
async fn frames_after_a_close_frame_are_ignored() {
    let (gateway, spy) = gateway().await;
    let mut client = RawConnection::connect(&gateway).await;
    let rest =
        [close_frame(1000, "bye"), Frame::text("hello?"), close_frame(1001, "again"), Frame::new(0x7F, "")];
    client.send(&masked(&rest)).await;
    assert_eq!(client.receive_close().await.0, 1000);
    assert_eq!(spy.next().await, json!([1000, "bye"]));
    gateway.stop().await;
    assert_eq!(spy.rest(), Vec::<Value>::new());
}

/// §4, Ping/pong: a ping is answered with its payload; an unsolicited pong is ignored.
#[tokio::test]
async fn ping_is_answered_with_a_pong_of_the_same_payload() {
    let (gateway, _) = gateway().await;
    let mut client = RawConnection::connect(&gateway).await;
    for payload in [vec![], b"hello".to_vec(), vec![0xFF; 125]] {
        client.send_frame(&Frame::new(FIN | PONG, payload.clone())).await;
        client.send_frame(&Frame::new(FIN | PING, payload.clone())).await;
        assert_eq!(client.frame().await, Some(Frame::new(FIN | PONG, payload)));
    }
    client.say("still here").await;
    assert_eq!(client.hear().await, "still here");
    gateway.stop().await;
}

/// RFC 6455, 5.4: control frames may come amid a message.
#[tokio::test]
async fn control_frames_between_fragments_are_handled() {
    let (gateway, spy) = gateway().await;
    let mut client = RawConnection::connect(&gateway).await;
    let parts = fragments(TEXT, &[b"a\xE2", b"\x82", b"\xACz"]);
    for part in &parts[..2] {
        client.send_frame(part).await;
        client.send_frame(&Frame::new(FIN | PING, "?")).await;
        assert_eq!(client.frame().await, Some(Frame::new(FIN | PONG, "?")));
    }
    client.send_frame(&parts[2]).await;
    assert_eq!(client.hear().await, "a€z");
    // A close frame, too.
    client.send(&masked(&[parts[0].clone(), close_frame(4000, "never mind")])).await;
    assert_eq!(client.receive_close().await.0, 4000);
    assert_eq!(spy.next().await, json!([4000, "never mind"]));
    gateway.stop().await;
}

/// RFC 6455, 5.2: a length may have a longer form than necessary, and the mask may be anything. Frames may arrive byte
/// by byte.
#[tokio::test]
async fn frame_with_long_length_form_or_byte_by_byte_is_echoed() {
    let (gateway, _) = gateway().await;
    let mut client = RawConnection::connect(&gateway).await;
    let long = [&[FIN | TEXT, 0x80 | 127][..], &5_u64.to_be_bytes(), &[0; 4], b"hello"].concat();
    for bytes in [&long[..], &Frame::text("hello").masked()] {
        for byte in bytes {
            client.send(&[*byte]).await;
        }
        assert_eq!(client.hear().await, "hello");
    }
    client.say("").await;
    assert_eq!(client.hear().await, "");
    gateway.stop().await;
}

/// Custom limits, for test suites of the protocol.
#[tokio::test]
async fn max_frame_and_max_message_set_the_limits() {
    let gateway = serve(&Spy::default()).max_frame(4).max_message(8).await.expect("a gateway");
    let mut client = RawConnection::connect(&gateway).await;
    client.send(&masked(&fragments(TEXT, &[b"1234", b"5678"]))).await;
    assert_eq!(client.frame().await, Some(Frame::new(TEXT, "1234")));
    assert_eq!(client.frame().await, Some(Frame::new(FIN, "5678")));
    client.say("12345").await;
    assert_eq!(client.receive_close().await.0, 1009);
    gateway.stop().await;
}

/// Frames that a client may send.
#[derive(Clone, Debug)]
enum Input {
    /// A message, the places where it is cut, and what is in the ping after each frame.
    Message(String, Vec<prop::sample::Index>, Vec<u8>),
    Ping(Vec<u8>),
    Pong(Vec<u8>),
}

fn input() -> impl Strategy<Value = Input> {
    let control = || vec(any::<u8>(), 0..126);
    prop_oneof![
        3 => (any::<String>(), vec(any::<prop::sample::Index>(), 0..4), control())
            .prop_map(|(text, cuts, ping)| Input::Message(text, cuts, ping)),
        1 => control().prop_map(Input::Ping),
        1 => control().prop_map(Input::Pong),
    ]
}

fn frames(sent: &Input) -> Vec<Frame> {
    match sent {
        Input::Message(text, cuts, ping) => {
            let mut cuts: Vec<usize> = cuts.iter().map(|cut| cut.index(text.len() + 1)).collect();
            cuts.sort_unstable();
            let ends = cuts.iter().copied().chain([text.len()]);
            let starts = std::iter::once(0).chain(cuts.iter().copied());
            let parts: Vec<&[u8]> =
                starts.zip(ends).map(|(start, end)| &text.as_bytes()[start..end]).collect();
            let ping = Frame::new(FIN | PING, ping.clone());
            fragments(TEXT, &parts).into_iter().flat_map(|frame| [frame, ping.clone()]).collect()
        }
        Input::Ping(payload) => vec![Frame::new(FIN | PING, payload.clone())],
        Input::Pong(payload) => vec![Frame::new(FIN | PONG, payload.clone())],
    }
}

/// Valid frames, invalid frames, and bytes that are not frames.
fn any_bytes() -> impl Strategy<Value = Vec<u8>> {
    let first = prop_oneof![
        Just(FIN | TEXT),
        Just(TEXT),
        Just(CONTINUATION),
        Just(FIN),
        Just(FIN | PING),
        any::<u8>()
    ];
    let frame =
        (first, vec(any::<u8>(), 0..300)).prop_map(|(first, payload)| Frame::new(first, payload).masked());
    let text = ".{0,40}".prop_map(|text| Frame::text(&text).masked());
    let bytes = vec(any::<u8>(), 0..40);
    vec(prop_oneof![text, frame, bytes], 0..6).prop_map(|parts| parts.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// Messages in any frames are echoed. The gateway is serial here, because the order is undefined otherwise.
    #[test]
    fn messages_in_any_fragments_are_echoed_in_order(all in vec(input(), 0..12)) {
        Runtime::new().expect("a runtime").block_on(async {
            let spy = Spy::default();
            let gateway = serve(&spy).serial(true).await.expect("a gateway");
            let mut client = RawConnection::connect(&gateway).await;
            let sent: Vec<Frame> = all.iter().flat_map(frames).collect();
            client.send(&masked(&sent)).await;
            client.say("the last").await;
            let texts = all.iter().filter_map(|sent| match sent {
                Input::Message(text, ..) => Some(text.as_str()),
                Input::Ping(_) | Input::Pong(_) => None,
            });
            let mut pings = sent.iter().filter(|frame| frame.opcode() == PING);
            let mut heard = Vec::new();
            for text in texts.chain(["the last"]) {
                let frame = loop {
                    match client.frame().await.expect("a frame") {
                        // Of several pings in a row the gateway may answer only the last.
                        frame if frame.opcode() == PONG => heard.push(frame.payload),
                        frame => break frame,
                    }
                };
                assert_eq!(frame, Frame::text(text));
            }
            for pong in heard {
                assert!(pings.any(|ping| ping.payload == pong), "a pong to nothing: {pong:?}");
            }
            drop(client);
            assert_eq!(spy.next().await[0], 1006);
            gateway.stop().await;
        });
    }

    /// After any bytes the connection ends, `$disconnect` runs once, and the gateway keeps serving.
    #[test]
    fn any_bytes_end_with_one_disconnect_and_gateway_serves_on(bytes in any_bytes()) {
        Runtime::new().expect("a runtime").block_on(async {
            let (gateway, spy) = gateway().await;
            let mut client = RawConnection::connect(&gateway).await;
            client.send(&bytes).await;
            client.shutdown_write().await;
            client.read_to_end().await;
            let told = spy.next().await;
            let code = told[0].as_u64().expect("a code");
            assert!((1000..5000).contains(&code), "{told}");
            let mut other = RawConnection::connect(&gateway).await;
            other.say("hello").await;
            assert_eq!(other.hear().await, "hello");
            assert_eq!(gateway.connections().len(), 1);
            drop(other);
            spy.next().await;
            gateway.stop().await;
            assert_eq!(spy.rest(), Vec::<Value>::new());
        });
    }
}
