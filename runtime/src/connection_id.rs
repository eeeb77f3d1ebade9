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
    fn serde_sees_a_string() {
        let id = ConnectionId::from("BFaT_fALIAMCKug=");
        let json = serde_json::to_string(&id).expect("JSON");
        assert_eq!(json, r#""BFaT_fALIAMCKug=""#);
        assert_eq!(serde_json::from_str::<ConnectionId>(&json).expect("an id"), id);
        assert_eq!(id.to_string(), String::from(id));
    }
}
