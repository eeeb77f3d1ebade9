use std::{fmt, str::Utf8Error};

use base64::{DecodeError, Engine, engine::general_purpose::STANDARD};
use serde::de::DeserializeOwned;

use super::{FromEvent, Rejection, Request};
use crate::{event::Message, mismatch::Mismatch};

/// The bytes of a message, up to 128 KB. The bytes are UTF-8 text unless the integration converts to binary.
///
/// # Examples
///
/// ```
/// use websocket_api::extract::Bytes;
///
/// async fn upload(Bytes(bytes): Bytes) {
///     tracing::info!(size = bytes.len(), "received");
/// }
/// ```
///
/// # Errors
///
/// If the event says that its body is base64 and the body is not: [`BytesRejection`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bytes(pub bytes::Bytes);

/// The text of a message, up to 128 KB. A handler of a route with `return_response: true` can return it.
///
/// # Examples
///
/// ```
/// use websocket_api::extract::Text;
///
/// async fn echo(Text(text): Text) -> Text {
///     Text(text)
/// }
/// ```
///
/// # Errors
///
/// If the body is not UTF-8: [`BytesRejection`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text(pub String);

/// A message that is JSON of the type `T`. A handler of a route with `return_response: true` can return it.
///
/// `T`'s implementation of `Deserialize` decides: unknown members are ignored unless it has `deny_unknown_fields`. The message also has
/// the route key, in the member that the route selection expression reads.
///
/// # Examples
///
/// ```
/// use serde::{Deserialize, Serialize};
/// use websocket_api::extract::Json;
///
/// #[derive(Deserialize)]
/// struct Question {
///     text: String,
/// }
///
/// #[derive(Serialize)]
/// struct Answer {
///     length: usize,
/// }
///
/// async fn count(Json(question): Json<Question>) -> Json<Answer> {
///     Json(Answer { length: question.text.len() })
/// }
/// ```
///
/// # Errors
///
/// If the message is not JSON, or not of the type `T`: [`JsonRejection`]. The client receives an error frame on a route with
/// `return_response: true`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Json<T>(pub T);

/// A message whose bytes could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum BytesRejection {
    /// The event says that the body is base64, and it is not.
    Base64(DecodeError),
    /// Not UTF-8, after decoding its base64.
    Utf8(Utf8Error),
}

/// A message that is not JSON of the type asked for.
#[derive(Debug)]
#[non_exhaustive]
pub enum JsonRejection {
    /// Its bytes could not be read.
    Bytes(BytesRejection),
    /// It is not JSON.
    Syntax(serde_json::Error),
    /// It is JSON of another type.
    Data(Mismatch),
}

impl<S> FromEvent<Message, S> for Bytes {
    type Rejection = BytesRejection;

    fn from_event(request: &Request<'_>, _: &S) -> Result<Self, BytesRejection> {
        let text = request.body().unwrap_or_default();
        if request.is_base64_encoded() {
            return STANDARD.decode(text).map(|bytes| Bytes(bytes.into())).map_err(BytesRejection::Base64);
        }
        Ok(Bytes(bytes::Bytes::copy_from_slice(text.as_bytes())))
    }
}

impl<S> FromEvent<Message, S> for Text {
    type Rejection = BytesRejection;

    fn from_event(request: &Request<'_>, state: &S) -> Result<Self, BytesRejection> {
        if !request.is_base64_encoded() {
            return Ok(Text(request.body().unwrap_or_default().to_owned()));
        }
        let Bytes(bytes) = Bytes::from_event(request, state)?;
        match String::from_utf8(bytes.into()) {
            Ok(text) => Ok(Text(text)),
            Err(error) => Err(BytesRejection::Utf8(error.utf8_error())),
        }
    }
}

impl<T: DeserializeOwned, S> FromEvent<Message, S> for Json<T> {
    type Rejection = JsonRejection;

    fn from_event(request: &Request<'_>, state: &S) -> Result<Self, JsonRejection> {
        if request.is_base64_encoded() {
            let Bytes(bytes) = Bytes::from_event(request, state).map_err(JsonRejection::Bytes)?;
            return serde_json::from_slice(&bytes).map(Json).map_err(|error| rejected::<T>(&bytes, error));
        }
        let text = request.body().unwrap_or_default();
        serde_json::from_str(text).map(Json).map_err(|error| rejected::<T>(text.as_bytes(), error))
    }
}

fn rejected<T: DeserializeOwned>(json: &[u8], error: serde_json::Error) -> JsonRejection {
    match error.is_data() {
        true => JsonRejection::Data(Mismatch::in_json::<T>(json, &error)),
        false => JsonRejection::Syntax(error),
    }
}

impl fmt::Display for BytesRejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            BytesRejection::Base64(error) => write!(f, "the message is not base64: {error}"),
            BytesRejection::Utf8(error) => write!(f, "the message is not text: {error}"),
        }
    }
}

impl std::error::Error for BytesRejection {
    // `Display` ends with the cause, so this is the cause of the cause.
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            BytesRejection::Base64(error) => error.source(),
            BytesRejection::Utf8(error) => error.source(),
        }
    }
}

impl From<BytesRejection> for Rejection {
    fn from(rejection: BytesRejection) -> Self {
        Rejection::bad_request(rejection.to_string())
    }
}

impl fmt::Display for JsonRejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            JsonRejection::Bytes(error) => error.fmt(f),
            JsonRejection::Syntax(error) => write!(f, "the message is not JSON: {error}"),
            JsonRejection::Data(mismatch) => {
                write!(f, "the message does not match its type: {mismatch}")
            }
        }
    }
}

impl std::error::Error for JsonRejection {
    // `Display` ends with the cause, so this is the cause of the cause.
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            JsonRejection::Bytes(error) => error.source(),
            JsonRejection::Syntax(error) => error.source(),
            JsonRejection::Data(mismatch) => mismatch.source(),
        }
    }
}

impl From<JsonRejection> for Rejection {
    fn from(rejection: JsonRejection) -> Self {
        Rejection::bad_request(rejection.to_string())
    }
}
