use std::fmt;

use base64::{Engine, engine::general_purpose::URL_SAFE};

/// The number of random bytes of an ID (conformance 2.4: sixteen characters with one `=`).
const ID_BYTES: usize = 11;

/// Returns a new ID in API Gateway's form: `BFaT_fALIAMCKug=`.
///
/// Its 88 bits come from a cryptographic generator: an ID is all that a caller of `@connections` must know of a connection.
pub(super) fn new_id() -> String {
    URL_SAFE.encode(rand::random::<[u8; ID_BYTES]>())
}

/// An ID in the form of Lambda's request IDs, formatted only if a log shows it.
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
    use crate::connection_id::has_form;

    #[test]
    fn new_id_has_form_of_api_gateway() {
        let id = new_id();
        assert!(has_form(&id) && id != new_id(), "{id}");
        assert_eq!(Uuid::new().to_string().len(), 36);
    }
}
