/// Returns the IDs of the connection and the request in an error of API Gateway: an error frame, or the body of a rejected
/// handshake (conformance 1.30, 2.6).
///
/// # Panics
/// If the text is not exactly such an error.
#[track_caller]
pub fn error_ids<'a>(text: &'a str, message: &str) -> (&'a str, &'a str) {
    let ids = || {
        let rest = text.strip_prefix(&format!(r#"{{"message": "{message}", "connectionId":""#))?;
        rest.strip_suffix(r#""}"#)?.split_once(r#"", "requestId":""#)
    };
    let (connection, request) = ids().unwrap_or_else(|| panic!("not {message:?}, but {text}"));
    assert!(is_id(connection) && is_id(request), "{text}");
    (connection, request)
}

/// Returns `true` for a text in the form of API Gateway's IDs: 16 characters of base64url, the last one `=` (conformance 2.4).
pub fn is_id(text: &str) -> bool {
    let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    text.len() == 16 && text.strip_suffix('=').is_some_and(|rest| rest.bytes().all(is_letter))
}
