use std::fmt;

use base64::{Engine, engine::general_purpose::URL_SAFE};

/// Bytes of an id (conformance 2.4: sixteen characters with one `=`).
const BYTES: usize = 11;

/// A new id in API Gateway's form: `BFaT_fALIAMCKug=`.
pub(super) fn new_id() -> String {
    URL_SAFE.encode(&fastrand::u128(..).to_ne_bytes()[..BYTES])
}

/// Whether a text has the form of an id.
pub(super) fn is_id(text: &str) -> bool {
    URL_SAFE.decode(text).is_ok_and(|bytes| bytes.len() == BYTES)
}

/// An id as Lambda gives each invocation, which is written only where somebody reads it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Uuid(u128);

impl Uuid {
    pub(super) fn new() -> Self {
        Uuid(fastrand::u128(..))
    }
}

impl fmt::Display for Uuid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hex = format!("{:032x}", self.0);
        write!(f, "{}-{}-4{}-a{}-{}", &hex[..8], &hex[8..12], &hex[13..16], &hex[17..20], &hex[20..])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_have_their_form() {
        let id = new_id();
        assert!(is_id(&id) && id.len() == 16 && id.ends_with('=') && id != new_id(), "{id}");
        assert!(is_id("BFaT_fALIAMCKug="));
        for other in ["", "abc", "BFaT_fALIAMCKug", "BFaT/fALIAMCKug=", "BFaT_fALIAMCKugAAAAA"] {
            assert!(!is_id(other), "{other}");
        }
        assert_eq!(Uuid::new().to_string().len(), 36);
    }
}
