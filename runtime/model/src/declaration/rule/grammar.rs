//! The grammars of the rules, in functions that constants can call.

use crate::limits;

/// Returns `true` if the text has `min` to `max` characters.
pub(super) const fn within(text: &str, min: usize, max: usize) -> bool {
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

pub(super) const fn starts_with(text: &[u8], prefix: &[u8]) -> bool {
    let mut i = 0;
    while i < prefix.len() {
        if i >= text.len() || text[i] != prefix[i] {
            return false;
        }
        i += 1;
    }
    true
}

pub(super) const fn is_name(bytes: &[u8]) -> bool {
    let mut i = 0;
    while i < bytes.len() {
        if !(bytes[i].is_ascii_alphanumeric() || bytes[i] == b'_' || bytes[i] == b'-') {
            return false;
        }
        i += 1;
    }
    true
}

pub(super) const fn is_stage_value(bytes: &[u8]) -> bool {
    let mut i = 0;
    while i < bytes.len() {
        let allowed = match bytes[i] {
            b'-' | b'.' | b'_' | b'~' | b':' | b'/' | b'?' | b'#' | b'&' | b'=' | b',' => true,
            byte => byte.is_ascii_alphanumeric(),
        };
        if !allowed {
            return false;
        }
        i += 1;
    }
    true
}

/// Returns `true` for a single line. API Gateway accepts a line break at its end.
pub(super) const fn is_single_line(bytes: &[u8]) -> bool {
    let mut i = 0;
    while i < bytes.len() {
        if (bytes[i] == b'\n' || bytes[i] == b'\r') && i + 1 < bytes.len() {
            return false;
        }
        i += 1;
    }
    true
}

pub(super) const fn is_tag_text(bytes: &[u8]) -> bool {
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

/// Returns `true` for `arn:<partition>:lambda:<region>:<12 digits>:layer:<name>:<version>`.
pub(super) const fn is_layer_arn(bytes: &[u8]) -> bool {
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

/// Returns `true` for `arn:<partition>:lambda:<region>:<account>:function:…`.
pub(super) const fn is_function_arn(bytes: &[u8]) -> bool {
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
            // The name, and an optional version or alias.
            if segment >= 6 && (text.is_empty() || !is_name(text)) {
                return false;
            }
            segment += 1;
            start = i + 1;
        }
        i += 1;
    }
    segment == 7 || segment == 8
}

/// Returns `true` for at least two labels of 1 to 63 letters, digits and inner hyphens. One dot may follow
/// the last label.
pub(super) const fn is_domain(bytes: &[u8], wildcard: bool) -> bool {
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

pub(super) const fn is_mapping_key(bytes: &[u8]) -> bool {
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

pub(super) const fn is_identity_source(bytes: &[u8]) -> bool {
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

pub(super) const fn is(text: &[u8], other: &[u8]) -> bool {
    text.len() == other.len() && starts_with(text, other)
}

pub(super) const fn is_digits(bytes: &[u8]) -> bool {
    let mut i = 0;
    while i < bytes.len() {
        if !bytes[i].is_ascii_digit() {
            return false;
        }
        i += 1;
    }
    !bytes.is_empty()
}
