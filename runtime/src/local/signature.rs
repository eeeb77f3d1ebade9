//! Signatures of AWS's version 4, verified: in headers, or in the query string as browsers must have them.
//!
//! Source: *Create a signed AWS API request*, IAM user guide; how paths are encoded: conformance 3.8.

use std::{
    collections::BTreeSet,
    time::{Duration, SystemTime},
};

use aws_sigv4::sign::v4::{calculate_signature, generate_signing_key};
use hyper::{header::AUTHORIZATION, http::request};
use percent_encoding::{AsciiSet, utf8_percent_encode};
use sha2::{Digest, Sha256};
use time::{Date, Month, OffsetDateTime, Time};

use super::query::Query;
use crate::connections::{Credentials, ENCODED, SERVICE};

const ALGORITHM: &str = "AWS4-HMAC-SHA256";
/// How far clocks may be apart.
const SKEW: Duration = Duration::from_secs(5 * 60);

const ENCODED_PATH: &AsciiSet = &ENCODED.remove(b'/');

/// What is wrong with a signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wrong {
    Missing,
    Incomplete,
    UnknownKey,
    Expired,
    Different,
}

impl Wrong {
    /// AWS's words.
    pub(super) fn message(self) -> &'static str {
        match self {
            Wrong::Missing => super::frame::text::UNSIGNED,
            Wrong::Incomplete => "The request signature does not conform to AWS standards.",
            Wrong::UnknownKey => "The security token included in the request is invalid.",
            Wrong::Expired => "Signature expired",
            Wrong::Different => {
                "The request signature we calculated does not match the signature you provided. Check your AWS Secret \
                 Access Key and signing method. Consult the service documentation for details."
            }
        }
    }
}

/// What a request says of its signature.
struct Signature {
    credential: String,
    date: String,
    /// Seconds, of a signature in the query string.
    expires: Option<u64>,
    signed_headers: String,
    signature: String,
    token: Option<String>,
}

impl Signature {
    fn of(head: &request::Parts) -> Result<Self, Wrong> {
        let header =
            |name: &str| head.headers.get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
        if let Some(authorization) = header(AUTHORIZATION.as_str()) {
            let fields = authorization.strip_prefix(ALGORITHM).ok_or(Wrong::Missing)?;
            let field = |name: &str| {
                let mut fields = fields.split(',').filter_map(|field| field.trim().split_once('='));
                fields.find(|(known, _)| *known == name).map(|(_, value)| value.to_owned())
            };
            return Ok(Signature {
                credential: field("Credential").ok_or(Wrong::Incomplete)?,
                date: header("x-amz-date").ok_or(Wrong::Incomplete)?,
                expires: None,
                signed_headers: field("SignedHeaders").ok_or(Wrong::Incomplete)?,
                signature: field("Signature").ok_or(Wrong::Incomplete)?,
                token: header("x-amz-security-token"),
            });
        }
        let query = Query::parse(head.uri.query().unwrap_or_default());
        let parameter = |name: &str| query.get(name).map(str::to_owned);
        if query.get("X-Amz-Algorithm") != Some(ALGORITHM) {
            return Err(Wrong::Missing);
        }
        let expires = parameter("X-Amz-Expires").and_then(|seconds| seconds.parse().ok());
        Ok(Signature {
            credential: parameter("X-Amz-Credential").ok_or(Wrong::Incomplete)?,
            date: parameter("X-Amz-Date").ok_or(Wrong::Incomplete)?,
            expires: Some(expires.ok_or(Wrong::Incomplete)?),
            signed_headers: parameter("X-Amz-SignedHeaders").ok_or(Wrong::Incomplete)?,
            signature: parameter("X-Amz-Signature").ok_or(Wrong::Incomplete)?,
            token: parameter("X-Amz-Security-Token"),
        })
    }
}

/// Whether a request has a signature, whoever's.
pub(super) fn is_signed(head: &request::Parts) -> Result<(), Wrong> {
    Signature::of(head).map(|_| ())
}

/// Whether a request is signed with this key.
pub(super) fn verify(head: &request::Parts, body: &[u8], key: &Credentials) -> Result<(), Wrong> {
    let signed = Signature::of(head)?;
    let scope: Vec<&str> = signed.credential.split('/').collect();
    let [id, day, region, service, "aws4_request"] = *scope else { return Err(Wrong::Incomplete) };
    if id != key.access_key_id || signed.token != key.session_token {
        return Err(Wrong::UnknownKey);
    }
    let time = parse_date(&signed.date).ok_or(Wrong::Incomplete)?;
    // Without the host a signature would be good for any other service.
    let names: BTreeSet<&str> = signed.signed_headers.split(';').collect();
    if service != SERVICE || !signed.date.starts_with(day) || !names.contains("host") {
        return Err(Wrong::Incomplete);
    }
    let lasts = signed.expires.map_or(SKEW, Duration::from_secs);
    let now = SystemTime::now();
    if time.checked_add(lasts).is_none_or(|end| end < now) || time > now + SKEW {
        return Err(Wrong::Expired);
    }
    let text = format!(
        "{ALGORITHM}\n{}\n{day}/{region}/{service}/aws4_request\n{}",
        signed.date,
        sha256(canonical(head, body, &signed).as_bytes())
    );
    let signing_key = generate_signing_key(&key.secret_access_key, time, region, service);
    let expected = calculate_signature(signing_key, text.as_bytes());
    if expected == signed.signature { Ok(()) } else { Err(Wrong::Different) }
}

/// The canonical request.
fn canonical(head: &request::Parts, body: &[u8], signed: &Signature) -> String {
    let encode = |text: &str| utf8_percent_encode(text, ENCODED).to_string();
    let query = Query::parse(head.uri.query().unwrap_or_default());
    let in_query = signed.expires.is_some();
    let pairs = query.pairs().filter(|(name, _)| !(in_query && *name == "X-Amz-Signature"));
    let mut pairs: Vec<_> = pairs.map(|(name, value)| (encode(name), encode(value))).collect();
    pairs.sort();
    let query: Vec<String> = pairs.iter().map(|(name, value)| format!("{name}={value}")).collect();
    let headers: String = signed.signed_headers.split(';').fold(String::new(), |mut headers, name| {
        let values = head.headers.get_all(name).iter().map(|value| String::from_utf8_lossy(value.as_bytes()));
        let values: Vec<String> =
            values.map(|value| value.split_ascii_whitespace().collect::<Vec<_>>().join(" ")).collect();
        headers.extend([name, ":", &values.join(","), "\n"]);
        headers
    });
    format!(
        "{}\n{}\n{}\n{headers}\n{}\n{}",
        head.method,
        utf8_percent_encode(head.uri.path(), ENCODED_PATH),
        query.join("&"),
        signed.signed_headers,
        sha256(body),
    )
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
    fn dates_are_read() {
        let date = parse_date("20241111T134546Z").expect("a date");
        assert_eq!(date, SystemTime::UNIX_EPOCH + Duration::from_secs(1_731_332_746));
        for wrong in ["", "20241111", "20241311T134546Z", "20241111T134546é", "2024é111T134546Z"] {
            assert_eq!(parse_date(wrong), None, "{wrong}");
        }
    }
}
