use std::fmt;

use serde::{Deserialize, Serialize};

/// The id of a connection, as API Gateway gives it: `BFaT_fALIAMCKug=`.
///
/// Any text is taken, since AWS does not publish a form. Store it as it is, with its `=`; it is encoded where it becomes
/// part of a URL. Serde sees a string.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ConnectionId(String);

impl ConnectionId {
    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Returns `true` if a text has the form of API Gateway's IDs: 15 characters of base64url and `=` (conformance 2.4).
///
/// The last character before the `=` may be any. API Gateway always leaves its two unused bits 0, which says nothing about
/// the form.
#[cfg(feature = "connections")]
pub(crate) fn has_form(text: &str) -> bool {
    let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    text.len() == 16 && text.strip_suffix('=').is_some_and(|rest| rest.bytes().all(is_letter))
}

impl fmt::Display for ConnectionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl AsRef<str> for ConnectionId {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

impl From<String> for ConnectionId {
    fn from(id: String) -> Self {
        ConnectionId(id)
    }
}

impl From<&String> for ConnectionId {
    fn from(id: &String) -> Self {
        ConnectionId(id.clone())
    }
}

impl From<&str> for ConnectionId {
    fn from(id: &str) -> Self {
        ConnectionId(id.to_owned())
    }
}

impl From<&ConnectionId> for ConnectionId {
    fn from(id: &ConnectionId) -> Self {
        id.clone()
    }
}

impl From<ConnectionId> for String {
    fn from(id: ConnectionId) -> Self {
        id.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn connection_id_is_a_string_for_serde() {
        let id = ConnectionId::from("BFaT_fALIAMCKug=");
        let json = serde_json::to_string(&id).expect("JSON");
        assert_eq!(json, r#""BFaT_fALIAMCKug=""#);
        assert_eq!(serde_json::from_str::<ConnectionId>(&json).expect("an id"), id);
        assert_eq!(id.to_string(), String::from(id));
    }

    #[cfg(feature = "connections")]
    #[test]
    fn form_allows_any_last_character() {
        for last in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".chars() {
            assert!(has_form(&format!("BFaT_fALIAMCKu{last}=")), "{last}");
        }
        for other in
            ["", "abc", "BFaT_fALIAMCKug", "BFaT/fALIAMCKug=", "BFaT_fALIAMCKu==", "BFaT_fALIAMCKugAAAAA="]
        {
            assert!(!has_form(other), "{other}");
        }
    }
}
