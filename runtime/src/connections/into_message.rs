use bytes::Bytes;
use serde::Serialize;
use websocket_api_model::limits;

use super::Error;
use crate::server_message::ServerMessage;

/// A message that can be sent to a connection.
///
/// API Gateway delivers every message as text: bytes that are not UTF-8 arrive changed. The maximum is 128 KB
/// (131,072 bytes).
pub trait IntoMessage {
    /// The bytes to send.
    ///
    /// # Errors
    /// If the value cannot be written: [`Error::Serialize`].
    fn into_message(self) -> Result<Bytes, Error>;
}

macro_rules! messages {
    ($($type:ty => |$data:ident| $bytes:expr),+ $(,)?) => {$(
        impl IntoMessage for $type {
            fn into_message(self) -> Result<Bytes, Error> {
                let $data = self;
                Ok($bytes)
            }
        }
    )+};
}

messages! {
    Bytes => |data| data,
    String => |data| data.into(),
    Vec<u8> => |data| data.into(),
    &String => |data| Bytes::copy_from_slice(data.as_bytes()),
    &str => |data| Bytes::copy_from_slice(data.as_bytes()),
    &[u8] => |data| Bytes::copy_from_slice(data),
}

impl<T: Serialize> IntoMessage for ServerMessage<T> {
    fn into_message(self) -> Result<Bytes, Error> {
        json_bytes(&self)
    }
}

/// Returns a value as JSON.
pub(crate) fn json_bytes(value: &impl Serialize) -> Result<Bytes, Error> {
    serde_json::to_vec(value).map(Bytes::from).map_err(Error::Serialize)
}

/// Returns the bytes of a payload if API Gateway would take them.
pub(crate) fn check_message(data: impl IntoMessage) -> Result<Bytes, Error> {
    let bytes = data.into_message()?;
    if bytes.len() > limits::MESSAGE {
        return Err(Error::PayloadTooLarge { size: bytes.len() });
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_bytes_become_messages() {
        let text = "héllo".to_owned();
        for bytes in [
            check_message("héllo"),
            check_message(&text),
            check_message(text.as_bytes()),
            check_message(text.as_bytes().to_vec()),
            check_message(Bytes::from_static("héllo".as_bytes())),
            check_message(text.clone()),
        ] {
            assert_eq!(bytes.expect("bytes"), "héllo");
        }
    }

    #[test]
    fn message_over_the_limit_in_bytes_is_an_error() {
        assert!(check_message("a".repeat(131_072)).is_ok());
        let error = check_message("é".repeat(65_537)).unwrap_err();
        assert!(matches!(error, Error::PayloadTooLarge { size: 131_074 }), "{error}");
    }
}
