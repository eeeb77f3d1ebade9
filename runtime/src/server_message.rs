use serde::{Serialize, Serializer, ser::Error as _};
use serde_json::{Map, Value};

/// The member that names a message.
pub(crate) const TAG: &str = "type";

/// A message that the API sends by itself: one of the declaration's `server_messages`, made by the function of its name.
///
/// It is the JSON of its value, with the message's name as the member `type`: of `server_messages: { userJoined: Member }`,
/// `Chat::user_joined(member)` is `{ "type": "userJoined", "name": "Ada" }`. The value is therefore a struct, a map or
/// `()`, and has no member `type`. With an enum as `server_messages`, `Chat::server_message(event)` is the
/// JSON of the enum as serde writes it.
///
/// `Connections` sends it (feature `connections`): `connections.send(&id, Chat::user_joined(member))`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ServerMessage<T> {
    name: Option<&'static str>,
    value: T,
}

impl<T> ServerMessage<T> {
    #[doc(hidden)]
    pub fn tagged(name: &'static str, value: T) -> Self {
        ServerMessage { name: Some(name), value }
    }

    #[doc(hidden)]
    pub fn untagged(value: T) -> Self {
        ServerMessage { name: None, value }
    }

    /// The message without its name.
    pub fn into_inner(self) -> T {
        self.value
    }
}

impl<T: Serialize> Serialize for ServerMessage<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Some(name) = self.name else { return self.value.serialize(serializer) };
        let members = match serde_json::to_value(&self.value).map_err(S::Error::custom)? {
            Value::Object(members) if members.contains_key(TAG) => {
                return Err(S::Error::custom(format_args!("the message `{name}` has a `{TAG}` of its own")));
            }
            Value::Object(members) => members,
            Value::Null => Map::new(),
            _ => return Err(S::Error::custom(format_args!("the message `{name}` is no struct and no map"))),
        };
        let tag = (TAG.to_owned(), Value::from(name));
        serializer.collect_map(std::iter::once(tag).chain(members))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn json(message: &ServerMessage<impl Serialize>) -> Result<Value, String> {
        serde_json::to_value(message).map_err(|error| error.to_string())
    }

    #[test]
    fn named_message_has_a_type_member() {
        assert_eq!(
            serde_json::to_string(&ServerMessage::tagged("joined", json!({ "a": 1 }))).unwrap(),
            r#"{"type":"joined","a":1}"#
        );
        assert_eq!(json(&ServerMessage::tagged("ping", ())), Ok(json!({ "type": "ping" })));
        assert_eq!(json(&ServerMessage::untagged(json!([1]))), Ok(json!([1])));
    }

    #[test]
    fn value_without_members_or_with_a_type_is_an_error() {
        assert_eq!(
            json(&ServerMessage::tagged("a", "text")),
            Err("the message `a` is no struct and no map".into())
        );
        assert_eq!(
            json(&ServerMessage::tagged("a", json!({ "type": 1 }))),
            Err("the message `a` has a `type` of its own".into())
        );
    }
}
