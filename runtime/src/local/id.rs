use base64::{Engine, engine::general_purpose::URL_SAFE};

/// Bytes of an id (conformance 2.4: sixteen characters with one `=`).
const BYTES: usize = 11;

/// A new id in API Gateway's form: `BFaT_fALIAMCKug=`.
pub(super) fn new_id() -> String {
    let bytes: [u8; BYTES] = std::array::from_fn(|_| fastrand::u8(..));
    URL_SAFE.encode(bytes)
}

/// Whether a text has the form of an id.
pub(super) fn is_id(text: &str) -> bool {
    URL_SAFE.decode(text).is_ok_and(|bytes| bytes.len() == BYTES)
}

/// A new id as Lambda gives each invocation, which is a UUID.
pub(super) fn new_uuid() -> String {
    let hex = format!("{:032x}", fastrand::u128(..));
    format!("{}-{}-4{}-a{}-{}", &hex[..8], &hex[8..12], &hex[13..16], &hex[17..20], &hex[20..])
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
        assert_eq!(new_uuid().len(), 36);
    }
}
