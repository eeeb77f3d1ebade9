/// The ids of the connection and of the request in what API Gateway says when it refuses something: as a frame, or as the body
/// of a handshake's answer (conformance 1.30, 2.6).
///
/// # Panics
/// When a text is not that, to the letter.
#[track_caller]
pub fn refusal<'a>(text: &'a str, message: &str) -> (&'a str, &'a str) {
    let ids = || {
        let rest = text.strip_prefix(&format!(r#"{{"message": "{message}", "connectionId":""#))?;
        rest.strip_suffix(r#""}"#)?.split_once(r#"", "requestId":""#)
    };
    let (connection, request) = ids().unwrap_or_else(|| panic!("not {message:?}, but {text}"));
    assert!(is_id(connection) && is_id(request), "{text}");
    (connection, request)
}

/// Whether a text has the form of API Gateway's ids: 16 characters of base64url, `=` the last (conformance 2.4).
pub fn is_id(text: &str) -> bool {
    let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    text.len() == 16 && text.strip_suffix('=').is_some_and(|rest| rest.bytes().all(is_letter))
}
