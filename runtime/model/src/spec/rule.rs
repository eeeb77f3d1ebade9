//! The rules that strings obey. Each is a function that constants can call, so that rustc checks a Rust constant at
//! the very path that names it, and a type that the front end checks literals with.

use std::fmt;

use crate::limits;

/// A rule about a string.
pub trait TextRule {
    /// The function of this module that checks a constant.
    const FUNCTION: &'static str;
    /// "a stage name must be …"
    const RULE: &'static str;

    fn holds(text: &str) -> bool;
}

macro_rules! rules {
    ($($(#[$doc:meta])* $ty:ident, $function:ident, |$text:ident| $holds:expr, $rule:expr;)+) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Copy, Debug, PartialEq, Eq)]
            pub enum $ty {}

            impl $ty {
                const fn is($text: &str) -> bool {
                    $holds
                }
            }

            impl TextRule for $ty {
                const FUNCTION: &'static str = stringify!($function);
                const RULE: &'static str = $rule;

                fn holds(text: &str) -> bool {
                    Self::is(text)
                }
            }

            /// For constants: a string that breaks the rule stops the compilation at the caller.
            ///
            /// # Panics
            /// If the string breaks the rule.
            #[track_caller]
            pub const fn $function(text: &'static str) -> &'static str {
                if !$ty::is(text) {
                    panic!("{}", $ty::RULE);
                }
                text
            }
        )+
    };
}

rules! {
    /// A string of which AWS asks nothing.
    Any, any, |_text| true, "";
    /// An API's name.
    ApiName, api_name, |text| within(text, 1, limits::API_NAME),
        "an API's name must be 1 to 128 characters long";
    /// The description of an API or a stage.
    Description, description, |text| within(text, 0, limits::API_DESCRIPTION),
        "a description must be at most 1024 characters long";
    /// `[A-Za-z0-9_-]{1,128}`; API Gateway refuses `$default` for WebSocket APIs.
    StageName, stage_name, |text| within(text, 1, limits::STAGE_NAME) && is_name(text.as_bytes()),
        "a stage name must be 1 to 128 letters, digits, `_` or `-`";
    /// `[A-Za-z0-9_-]{1,64}`
    FunctionName, function_name, |text| within(text, 1, limits::FUNCTION_NAME) && is_name(text.as_bytes()),
        "a function name must be 1 to 64 letters, digits, `_` or `-`";
    /// A function's description.
    FunctionDescription, function_description, |text| within(text, 0, limits::FUNCTION_DESCRIPTION),
        "a function's description must be at most 256 characters long";
    /// The ARN of one version of a layer.
    LayerArn, layer_arn, |text| is_layer_arn(text.as_bytes()),
        "a layer must be the ARN of one version, as in \
         `arn:aws:lambda:eu-west-1:123456789012:layer:name:1`";
    /// An ARN.
    Arn, arn, |text| starts_with(text.as_bytes(), b"arn:"),
        "must be an ARN, as in `arn:aws:logs:eu-west-1:123456789012:log-group:name`";
    /// A custom domain's name: labels of RFC 1035 in lower case, `*.` in front for a wildcard.
    DomainName, domain_name, |text| is_domain(text.as_bytes(), true),
        "a custom domain must be a name in lower case such as `api.example.com` or `*.example.com`";
    /// The name of a Route 53 zone.
    HostedZone, hosted_zone, |text| is_domain(text.as_bytes(), false),
        "a hosted zone must be a name in lower case such as `example.com`";
    /// A mapping key of a WebSocket API.
    MappingKey, mapping_key, |text| within(text, 1, limits::MAPPING_KEY) && is_mapping_key(text.as_bytes()),
        "the path of a custom domain must be 1 to 300 letters, digits or `$-_.+!*'()`, without `/`; leave it out to \
         serve the whole domain";
    /// Where an authorizer looks for an identity.
    IdentitySource, identity_source, |text| is_identity_source(text.as_bytes()),
        "an identity source must be `route.request.header.NAME`, `route.request.querystring.NAME`, `context.NAME` or \
         `stageVariables.NAME`";
    /// An authorizer's name.
    AuthorizerName, authorizer_name, |text| within(text, 1, limits::AUTHORIZER_NAME),
        "an authorizer's name must be 1 to 128 characters long";
    /// The ARN of a Lambda function, of a version or of an alias of one.
    FunctionArn, function_arn, |text| is_function_arn(text.as_bytes()),
        "must be the ARN of a Lambda function, as in `arn:aws:lambda:eu-west-1:123456789012:function:name`";
    /// The format of access logs.
    LogFormat, log_format, |text| text.len() <= limits::ACCESS_LOG_FORMAT && is_single_line(text.as_bytes()),
        "an access-log format must be a single line of at most 3072 bytes";
    /// A tag's value.
    TagValue, tag_value, |text| within(text, 0, limits::TAG_VALUE) && is_tag_text(text.as_bytes()),
        "a tag value must be at most 256 letters, digits, spaces or `+-=._:/@`";
}

/// Whether the text has `min` to `max` characters.
const fn within(text: &str, min: usize, max: usize) -> bool {
    let bytes = text.as_bytes();
    let (mut i, mut chars) = (0, 0);
    while i < bytes.len() {
        // Every byte but the continuation bytes of UTF-8 begins a character.
        if bytes[i] & 0b1100_0000 != 0b1000_0000 {
            chars += 1;
        }
        i += 1;
    }
    min <= chars && chars <= max
}

const fn starts_with(text: &[u8], prefix: &[u8]) -> bool {
    let mut i = 0;
    while i < prefix.len() {
        if i >= text.len() || text[i] != prefix[i] {
            return false;
        }
        i += 1;
    }
    true
}

const fn is_name(bytes: &[u8]) -> bool {
    let mut i = 0;
    while i < bytes.len() {
        if !(bytes[i].is_ascii_alphanumeric() || bytes[i] == b'_' || bytes[i] == b'-') {
            return false;
        }
        i += 1;
    }
    true
}

/// A trailing line break is tolerated by API Gateway.
const fn is_single_line(bytes: &[u8]) -> bool {
    let mut i = 0;
    while i < bytes.len() {
        if (bytes[i] == b'\n' || bytes[i] == b'\r') && i + 1 < bytes.len() {
            return false;
        }
        i += 1;
    }
    true
}

const fn is_tag_text(bytes: &[u8]) -> bool {
    let mut i = 0;
    while i < bytes.len() {
        let allowed = match bytes[i] {
            b' ' | b'+' | b'-' | b'=' | b'.' | b'_' | b':' | b'/' | b'@' => true,
            // Letters of other scripts are allowed.
            byte => byte.is_ascii_alphanumeric() || !byte.is_ascii(),
        };
        if !allowed {
            return false;
        }
        i += 1;
    }
    true
}

/// `arn:<partition>:lambda:<region>:<12 digits>:layer:<name>:<version>`
const fn is_layer_arn(bytes: &[u8]) -> bool {
    let (mut i, mut segment, mut start) = (0, 0, 0);
    while i <= bytes.len() {
        if i == bytes.len() || bytes[i] == b':' {
            let (_, tail) = bytes.split_at(start);
            let (text, _) = tail.split_at(i - start);
            let holds = match segment {
                0 => is(text, b"arn"),
                2 => is(text, b"lambda"),
                4 => text.len() == 12 && is_digits(text),
                5 => is(text, b"layer"),
                7 => is_digits(text),
                _ => !text.is_empty() && is_name(text),
            };
            if !holds {
                return false;
            }
            segment += 1;
            start = i + 1;
        }
        i += 1;
    }
    segment == 8 && bytes.len() <= limits::LAYER_ARN
}

/// `arn:<partition>:lambda:<region>:<account>:function:…`
const fn is_function_arn(bytes: &[u8]) -> bool {
    if !starts_with(bytes, b"arn:") {
        return false;
    }
    let (mut i, mut segment, mut start) = (0, 0, 0);
    while i <= bytes.len() {
        if i == bytes.len() || bytes[i] == b':' {
            let (_, tail) = bytes.split_at(start);
            let (text, _) = tail.split_at(i - start);
            if (segment == 2 && !is(text, b"lambda")) || (segment == 5 && !is(text, b"function")) {
                return false;
            }
            if segment == 6 {
                return !text.is_empty() && is_name(text);
            }
            segment += 1;
            start = i + 1;
        }
        i += 1;
    }
    false
}

/// Labels of 1 to 63 letters, digits and inner dashes, at least two of them; one trailing dot may stand.
const fn is_domain(bytes: &[u8], wildcard: bool) -> bool {
    let mut i = if wildcard && starts_with(bytes, b"*.") { 2 } else { 0 };
    let (mut labels, mut start) = (0, i);
    let end = if !bytes.is_empty() && bytes[bytes.len() - 1] == b'.' { bytes.len() - 1 } else { bytes.len() };
    if end > limits::DOMAIN_NAME {
        return false;
    }
    while i <= end {
        if i == end || bytes[i] == b'.' {
            let length = i - start;
            if length == 0 || length > 63 || bytes[start] == b'-' || bytes[i - 1] == b'-' {
                return false;
            }
            labels += 1;
            start = i + 1;
        } else if !(bytes[i].is_ascii_lowercase() || bytes[i].is_ascii_digit() || bytes[i] == b'-') {
            return false;
        }
        i += 1;
    }
    labels >= 2
}

const fn is_mapping_key(bytes: &[u8]) -> bool {
    let mut i = 0;
    while i < bytes.len() {
        let allowed = match bytes[i] {
            b'$' | b'-' | b'_' | b'.' | b'+' | b'!' | b'*' | b'\'' | b'(' | b')' => true,
            byte => byte.is_ascii_alphanumeric(),
        };
        if !allowed {
            return false;
        }
        i += 1;
    }
    true
}

const fn is_identity_source(bytes: &[u8]) -> bool {
    let roots: [&[u8]; 4] =
        [b"route.request.header.", b"route.request.querystring.", b"context.", b"stageVariables."];
    let mut root = 0;
    while root < roots.len() {
        if starts_with(bytes, roots[root]) {
            let mut i = roots[root].len();
            if i == bytes.len() {
                return false;
            }
            while i < bytes.len() {
                if !(bytes[i].is_ascii_alphanumeric()
                    || bytes[i] == b'.'
                    || bytes[i] == b'_'
                    || bytes[i] == b'-')
                {
                    return false;
                }
                i += 1;
            }
            return true;
        }
        root += 1;
    }
    false
}

const fn is(text: &[u8], other: &[u8]) -> bool {
    text.len() == other.len() && starts_with(text, other)
}

const fn is_digits(bytes: &[u8]) -> bool {
    let mut i = 0;
    while i < bytes.len() {
        if !bytes[i].is_ascii_digit() {
            return false;
        }
        i += 1;
    }
    !bytes.is_empty()
}

/// A name that AWS would refuse, and the rule it breaks ("must …").
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvalidName(pub String);

impl fmt::Display for InvalidName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for InvalidName {}

fn require(holds: bool, rule: impl Into<String>) -> Result<(), InvalidName> {
    if holds { Ok(()) } else { Err(InvalidName(rule.into())) }
}

/// A trimmed route key. AWS publishes no character set; `$` is reserved, control characters are refused.
pub fn check_route_key(key: &str) -> Result<(), InvalidName> {
    use super::RouteKeyKind;
    require(!key.is_empty(), "a route key must not be empty")?;
    require(
        !key.starts_with('$') || RouteKeyKind::of(key) != RouteKeyKind::Custom,
        "only `$connect`, `$disconnect` and `$default` may begin with `$`",
    )?;
    require(
        within(key, 1, limits::ROUTE_KEY),
        format!("a route key must be at most {} characters long", limits::ROUTE_KEY),
    )?;
    require(!key.chars().any(char::is_control), "a route key must not contain control characters")
}

/// `[A-Za-z][A-Za-z0-9_]+`, and none that Lambda or this crate sets.
pub fn check_environment_name(name: &str) -> Result<(), InvalidName> {
    if limits::RESERVED_ENVIRONMENT.contains(&name) {
        return Err(InvalidName("is reserved: Lambda sets it itself".into()));
    }
    if name == limits::ENDPOINT_VARIABLE {
        return Err(InvalidName("is reserved: it is set to the URL of the API's `@connections`".into()));
    }
    require(
        name.len() >= 2
            && name.starts_with(|c: char| c.is_ascii_alphabetic())
            && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_'),
        "must be a letter followed by letters, digits or `_`, two characters at least",
    )
}

/// Letters, digits, spaces and `+-=._:/@`, 1 to 128 of them, not beginning with `aws:`.
pub fn check_tag_key(key: &str) -> Result<(), InvalidName> {
    require(!key.to_ascii_lowercase().starts_with("aws:"), "a tag key must not begin with `aws:`")?;
    require(
        within(key, 1, limits::TAG_KEY) && is_tag_text(key.as_bytes()),
        format!("a tag key must be 1 to {} letters, digits, spaces or `+-=._:/@`", limits::TAG_KEY),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layer_arns() {
        assert!(LayerArn::holds("arn:aws:lambda:eu-west-1:123456789012:layer:name:1"));
        assert!(LayerArn::holds("arn:aws-cn:lambda:cn-north-1:123456789012:layer:a_b-c:42"));
        for wrong in [
            "",
            "arn:aws:lambda:eu-west-1:123456789012:layer:name",
            "arn:aws:lambda:eu-west-1:123456789012:layer:name:one",
            "arn:aws:lambda:eu-west-1:12345:layer:name:1",
            "arn:aws:s3:eu-west-1:123456789012:layer:name:1",
            "arn:aws:lambda:eu-west-1:123456789012:layer:name:1:2",
            ":::::::",
        ] {
            assert!(!LayerArn::holds(wrong), "{wrong}");
        }
    }

    #[test]
    fn domains() {
        for right in ["api.example.com", "*.example.com", "example.com.", "a-b.c", "xn--bcher-kva.example"] {
            assert!(DomainName::holds(right), "{right}");
        }
        let long = format!("{}.com", "a".repeat(64));
        for wrong in [
            "",
            "com",
            "Api.example.com",
            "a..b",
            ".a.b",
            "-a.b",
            "a-.b",
            "*.",
            "a.*.b",
            "a b.c",
            "*a.b",
            &long,
        ] {
            assert!(!DomainName::holds(wrong), "{wrong}");
        }
        assert!(!HostedZone::holds("*.example.com"));
    }

    #[test]
    fn function_arns() {
        assert!(FunctionArn::holds("arn:aws:lambda:eu-west-1:123456789012:function:name"));
        assert!(FunctionArn::holds("arn:aws:lambda:eu-west-1:123456789012:function:name:alias"));
        for wrong in [
            "name",
            "arn:aws:lambda:eu-west-1:123456789012:layer:name:1",
            "arn:aws:lambda:r:a:function:",
            "arn:",
        ] {
            assert!(!FunctionArn::holds(wrong), "{wrong}");
        }
    }

    #[test]
    fn characters_are_counted_not_bytes() {
        assert!(FunctionDescription::holds(&"é".repeat(256)));
        assert!(!FunctionDescription::holds(&"é".repeat(257)));
    }

    #[test]
    fn one_line() {
        assert!(LogFormat::holds("a\n"));
        assert!(!LogFormat::holds("a\nb"));
        assert!(!LogFormat::holds(&"a".repeat(3073)));
    }
}
