//! Signatures of AWS's version 4, verified: in headers, or in the query string as browsers must have them.
//!
//! Source: *Create a signed AWS API request*, IAM user guide; how paths are encoded: conformance 3.8.

use std::{
    borrow::Cow,
    collections::BTreeSet,
    time::{Duration, SystemTime},
};

use aws_sigv4::sign::v4::{calculate_signature, generate_signing_key};
use hyper::{header::AUTHORIZATION, http::request};
use percent_encoding::{AsciiSet, percent_decode_str, percent_encode, utf8_percent_encode};
use sha2::{Digest, Sha256};
use time::{Date, Month, OffsetDateTime, Time};

use super::{request::QueryString, response::text};
use crate::connections::{Credentials, ENCODED, SERVICE};

const ALGORITHM: &str = "AWS4-HMAC-SHA256";
/// The maximum difference between the clocks of the client and the gateway.
const MAX_CLOCK_SKEW: Duration = Duration::from_secs(5 * 60);
/// The longest time that a presigned URL may be valid, in seconds: 7 days.
const MAX_EXPIRES_SECONDS: u64 = 7 * 24 * 60 * 60;

const ENCODED_PATH: &AsciiSet = &ENCODED.remove(b'/');

/// The reason for which a signature is not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SignatureError {
    Missing,
    Incomplete,
    UnknownKey,
    Expired,
    Mismatch,
}

impl SignatureError {
    /// Returns the message that AWS has for it.
    pub(super) fn message(self) -> &'static str {
        match self {
            SignatureError::Missing => text::UNSIGNED,
            SignatureError::Incomplete => "The request signature does not conform to AWS standards.",
            SignatureError::UnknownKey => "The security token included in the request is invalid.",
            SignatureError::Expired => "Signature expired",
            SignatureError::Mismatch => {
                "The request signature we calculated does not match the signature you provided. Check your AWS Secret \
                 Access Key and signing method. Consult the service documentation for details."
            }
        }
    }
}

/// The signature of a request, with the parameters of its calculation.
struct RequestSignature {
    credential: String,
    date: String,
    /// Seconds, of a signature in the query string.
    expires: Option<u64>,
    signed_headers: String,
    signature: String,
    token: Option<String>,
}

impl RequestSignature {
    fn parse(head: &request::Parts) -> Result<Self, SignatureError> {
        // Given twice, only one of them would be verified.
        let header = |name: &str| {
            let mut values = head.headers.get_all(name).iter();
            match (values.next(), values.next()) {
                (Some(value), None) => Ok(value.to_str().ok().map(str::to_owned)),
                (None, _) => Ok(None),
                (Some(_), Some(_)) => Err(SignatureError::Incomplete),
            }
        };
        if let Some(authorization) = header(AUTHORIZATION.as_str())? {
            let fields = authorization.strip_prefix(ALGORITHM).ok_or(SignatureError::Missing)?;
            let field = |name: &str| {
                let mut fields = fields.split(',').filter_map(|field| field.trim().split_once('='));
                fields.find(|(known, _)| *known == name).map(|(_, value)| value.to_owned())
            };
            return Ok(RequestSignature {
                credential: field("Credential").ok_or(SignatureError::Incomplete)?,
                date: header("x-amz-date")?.ok_or(SignatureError::Incomplete)?,
                expires: None,
                signed_headers: field("SignedHeaders").ok_or(SignatureError::Incomplete)?,
                signature: field("Signature").ok_or(SignatureError::Incomplete)?,
                token: header("x-amz-security-token")?,
            });
        }
        let query = QueryString::parse(head.uri.query().unwrap_or_default());
        if query.get("X-Amz-Algorithm") != Some(ALGORITHM) {
            return Err(SignatureError::Missing);
        }
        let parameter = |name: &str| match query.all(name).collect::<Vec<_>>()[..] {
            [] => Ok(None),
            [value] => Ok(Some(value.to_owned())),
            _ => Err(SignatureError::Incomplete),
        };
        let required = |name: &str| parameter(name)?.ok_or(SignatureError::Incomplete);
        parameter("X-Amz-Algorithm")?;
        Ok(RequestSignature {
            credential: required("X-Amz-Credential")?,
            date: required("X-Amz-Date")?,
            expires: Some(parse_expires(&required("X-Amz-Expires")?).ok_or(SignatureError::Incomplete)?),
            signed_headers: required("X-Amz-SignedHeaders")?,
            signature: required("X-Amz-Signature")?,
            token: parameter("X-Amz-Security-Token")?,
        })
    }
}

/// Reads the seconds for which a presigned URL is valid: 1 to 604,800.
fn parse_expires(text: &str) -> Option<u64> {
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|seconds| is_number && (1..=MAX_EXPIRES_SECONDS).contains(seconds))
}

/// Checks that a request has a signature, made with any key.
pub(super) fn require_signature(head: &request::Parts) -> Result<(), SignatureError> {
    RequestSignature::parse(head).map(|_| ())
}

/// Checks that a request is signed with this key.
pub(super) fn verify(head: &request::Parts, body: &[u8], key: &Credentials) -> Result<(), SignatureError> {
    let signed = RequestSignature::parse(head)?;
    let scope: Vec<&str> = signed.credential.split('/').collect();
    let [id, day, region, service, "aws4_request"] = *scope else { return Err(SignatureError::Incomplete) };
    if id != key.access_key_id || signed.token != key.session_token {
        return Err(SignatureError::UnknownKey);
    }
    let time = parse_date(&signed.date).ok_or(SignatureError::Incomplete)?;
    // Without the host a signature would be good for any other service.
    let names: BTreeSet<&str> = signed.signed_headers.split(';').collect();
    if service != SERVICE || signed.date.split('T').next() != Some(day) || !names.contains("host") {
        return Err(SignatureError::Incomplete);
    }
    let lasts = signed.expires.map_or(MAX_CLOCK_SKEW, Duration::from_secs);
    let now = SystemTime::now();
    if time.checked_add(lasts).is_none_or(|end| end < now) || time > now + MAX_CLOCK_SKEW {
        return Err(SignatureError::Expired);
    }
    let text = format!(
        "{ALGORITHM}\n{}\n{day}/{region}/{service}/aws4_request\n{}",
        signed.date,
        sha256(&canonical(head, body, &signed).ok_or(SignatureError::Incomplete)?)
    );
    let signing_key = generate_signing_key(&key.secret_access_key, time, region, service);
    let expected = calculate_signature(signing_key, text.as_bytes());
    if expected == signed.signature { Ok(()) } else { Err(SignatureError::Mismatch) }
}

/// Returns the canonical request, as bytes; `None` if a signed header is missing.
///
/// It keeps apart what an event keeps apart: a `+` is not the `%20` of a space, and bytes that are not UTF-8 stay themselves.
fn canonical(head: &request::Parts, body: &[u8], signed: &RequestSignature) -> Option<Vec<u8>> {
    let mut headers = Vec::new();
    for name in signed.signed_headers.split(';') {
        let values: Vec<Vec<u8>> =
            head.headers.get_all(name).iter().map(|value| trim_all(value.as_bytes())).collect();
        if values.is_empty() {
            return None;
        }
        headers.extend([name.as_bytes(), b":", &values.join(&b","[..]), b"\n"].concat());
    }
    let path = utf8_percent_encode(head.uri.path(), ENCODED_PATH);
    let query = canonical_query(head.uri.query().unwrap_or_default(), signed.expires.is_some());
    let mut request = format!("{}\n{path}\n{query}\n", head.method).into_bytes();
    request.extend(headers);
    request.extend(format!("\n{}\n{}", signed.signed_headers, sha256(body)).into_bytes());
    Some(request)
}

/// Returns the parameters of a query, encoded and sorted; without the signature if the signature is in the query.
fn canonical_query(query: &str, has_signature: bool) -> String {
    // Clients encode a space as `%20`. AWS's own disagree on a bare `+`, which therefore stands for itself.
    let encode = |text: &str| {
        let encode = |part| percent_encode(&Cow::from(percent_decode_str(part)), ENCODED).to_string();
        text.split('+').map(encode).collect::<Vec<_>>().join("+")
    };
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    let pairs = pairs.map(|pair| pair.split_once('=').unwrap_or((pair, "")));
    let mut pairs: Vec<_> = pairs.map(|(name, value)| (encode(name), encode(value))).collect();
    pairs.retain(|(name, _)| !(has_signature && name == "X-Amz-Signature"));
    pairs.sort();
    let pairs: Vec<String> = pairs.iter().map(|(name, value)| format!("{name}={value}")).collect();
    pairs.join("&")
}

/// Removes spaces around a value, and all but one of those in a row.
fn trim_all(value: &[u8]) -> Vec<u8> {
    let words = value.split(|byte| *byte == b' ').filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(&b" "[..])
}

fn sha256(data: &[u8]) -> String {
    Sha256::digest(data).iter().fold(String::with_capacity(64), |hex, byte| hex + &format!("{byte:02x}"))
}

/// `20241111T134546Z`
fn parse_date(text: &str) -> Option<SystemTime> {
    let number = |from: usize, to: usize| text.get(from..to)?.parse::<u8>().ok();
    if text.len() != 16 || text.get(8..9) != Some("T") || !text.ends_with('Z') {
        return None;
    }
    let month = Month::try_from(number(4, 6)?).ok()?;
    let date = Date::from_calendar_date(text.get(..4)?.parse().ok()?, month, number(6, 8)?).ok()?;
    let time = Time::from_hms(number(9, 11)?, number(11, 13)?, number(13, 15)?).ok()?;
    Some(OffsetDateTime::new_utc(date, time).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn different_queries_have_different_canonical_forms() {
        let canonical = |query| canonical_query(query, false);
        for (query, expected) in [
            ("", ""),
            ("b=2&a=1", "a=1&b=2"),
            ("a&&b=", "a=&b="),
            ("a=%61%2f/", "a=a%2F%2F"),
            ("a=%e9", "a=%E9"),
            ("a=%FF", "a=%FF"),
            ("a=%FE", "a=%FE"),
            ("a=é", "a=%C3%A9"),
            ("a=1%202", "a=1%202"),
            ("a=1+2", "a=1+2"),
            ("a=1%2B2", "a=1%2B2"),
            ("a=%zz", "a=%25zz"),
            ("a=b=c", "a=b%3Dc"),
            ("X-Amz-Signature=1", "X-Amz-Signature=1"),
        ] {
            assert_eq!(canonical(query), expected, "{query}");
        }
        assert_eq!(canonical_query("a=1&X-Amz-Signature=1&%58-Amz-Signature=2", true), "a=1");
    }

    /// The head of a handshake that is signed in its query.
    fn presigned(date: &str, query: &str, header: &[u8], signature: &str) -> request::Parts {
        let day = &date[..8];
        let uri = format!(
            "/dev?{query}&X-Amz-Algorithm={ALGORITHM}&X-Amz-Credential=A%2F{day}%2Feu-west-1%2F{SERVICE}%2Faws4_request\
             &X-Amz-Date={date}&X-Amz-Expires=600&X-Amz-SignedHeaders=host%3Bx-a&X-Amz-Signature={signature}"
        );
        let request = hyper::Request::get(uri).header("host", "localhost").header("x-a", header);
        request.body(()).expect("a request").into_parts().0
    }

    #[test]
    fn changed_request_fails_verification() {
        let now = OffsetDateTime::now_utc();
        let (month, day, [hour, minute, second]) =
            (u8::from(now.month()), now.day(), [now.hour(), now.minute(), now.second()]);
        let date = format!("{}{month:02}{day:02}T{hour:02}{minute:02}{second:02}Z", now.year());
        let signed = presigned(&date, "a=1%202&b=%FF", b"x \xff", "");
        let canonical = canonical(&signed, b"", &RequestSignature::parse(&signed).expect("a signature"));
        let scope = format!("{}/eu-west-1/{SERVICE}/aws4_request", &date[..8]);
        let text = format!("{ALGORITHM}\n{date}\n{scope}\n{}", sha256(&canonical.expect("headers")));
        let time = parse_date(&date).expect("a time");
        let signature =
            calculate_signature(generate_signing_key("secret", time, "eu-west-1", SERVICE), text.as_bytes());
        let key = Credentials {
            access_key_id: "A".to_owned(),
            secret_access_key: "secret".to_owned(),
            session_token: None,
        };
        for (query, header, expected) in [
            ("a=1%202&b=%FF", &b"x \xff"[..], Ok(())),
            ("b=%ff&a=%31%202", b" x   \xff ", Ok(())),
            ("a=1+2&b=%FF", b"x \xff", Err(SignatureError::Mismatch)),
            ("a=1%202&b=%FE", b"x \xff", Err(SignatureError::Mismatch)),
            ("a=1%202&b=%EF%BF%BD", b"x \xff", Err(SignatureError::Mismatch)),
            ("a=1%202&b=%FF", b"x \xfe", Err(SignatureError::Mismatch)),
            ("a=1%202&b=%FF", b"x\t\xff", Err(SignatureError::Mismatch)),
            ("a=1%202&b=%FF&X-Amz-Signature=00", b"x \xff", Err(SignatureError::Incomplete)),
            ("a=1%202&b=%FF&X-Amz-Expires=600", b"x \xff", Err(SignatureError::Incomplete)),
        ] {
            let head = presigned(&date, query, header, &signature);
            assert_eq!(verify(&head, b"", &key), expected, "{query}");
        }
        let mut unsigned = presigned(&date, "a=1%202&b=%FF", b"x \xff", &signature);
        unsigned.headers.remove("x-a");
        assert_eq!(verify(&unsigned, b"", &key), Err(SignatureError::Incomplete));
    }

    #[test]
    fn expiry_over_seven_days_is_rejected() {
        for (text, expected) in [
            ("1", Some(1)),
            ("604800", Some(604_800)),
            ("604801", None),
            ("0", None),
            ("-1", None),
            ("+60", None),
            ("", None),
            ("99999999999999999999", None),
        ] {
            assert_eq!(parse_expires(text), expected, "{text}");
        }
    }

    #[test]
    fn header_value_loses_surplus_spaces_only() {
        for (value, expected) in [("  a   b ", "a b"), ("a\tb", "a\tb"), ("", ""), ("  ", "")] {
            assert_eq!(trim_all(value.as_bytes()), expected.as_bytes());
        }
        assert_ne!(trim_all(b"\xff"), trim_all(b"\xfe"));
    }

    #[test]
    fn valid_date_is_parsed() {
        let date = parse_date("20241111T134546Z").expect("a date");
        assert_eq!(date, SystemTime::UNIX_EPOCH + Duration::from_secs(1_731_332_746));
        for wrong in ["", "20241111", "20241311T134546Z", "20241111T134546é", "2024é111T134546Z"] {
            assert_eq!(parse_date(wrong), None, "{wrong}");
        }
    }
}
