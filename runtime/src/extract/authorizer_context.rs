use std::{borrow::Cow, collections::BTreeMap, fmt};

use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use super::{FromEvent, Rejection, Request, strings};
use crate::{
    event::{Connect, Disconnect, Event, Message},
    mismatch::Mismatch,
};

/// The context that the authorizer returned, as the type `T`.
///
/// API Gateway passes strings only. Fields that are numbers and booleans are parsed from them (but not under
/// `#[serde(flatten)]`, where serde does not name the type). The context includes the principal, as
/// `principalId`:
///
/// ```
/// #[derive(serde::Deserialize)]
/// #[serde(rename_all = "camelCase")]
/// struct User {
///     principal_id: String,
///     admin: bool,
///     age: Option<u8>,
/// }
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AuthorizerContext<T>(pub T);

/// An event without an authorizer's context, or with another than the handler takes. The cause is the program, so the function
/// fails.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum AuthorizerContextRejection {
    /// No authorizer was asked: the API's authorizer is `none` or `iam`.
    Missing,
    /// The context is not of the type asked for.
    Mismatch(Mismatch),
}

macro_rules! after_authorizer {
    ($($event:ty),+) => {$(
        impl<T: DeserializeOwned, S> FromEvent<$event, S> for AuthorizerContext<T> {
            type Rejection = AuthorizerContextRejection;

            fn from_event(request: &Request<'_>, _: &S) -> Result<Self, AuthorizerContextRejection> {
                read(request).map(AuthorizerContext)
            }
        }
    )+};
}

after_authorizer!(Connect, Message, Disconnect);

fn read<T: DeserializeOwned>(event: &Event<'_>) -> Result<T, AuthorizerContextRejection> {
    let raw = event.authorizer().ok_or(AuthorizerContextRejection::Missing)?;
    let values: BTreeMap<Cow<'_, str>, &RawValue> = serde_json::from_str(raw.get())
        .map_err(|error| AuthorizerContextRejection::Mismatch(Mismatch::from_json_error(&error)))?;
    // A string loses its quotes, `null` is absent, and another value is its JSON text.
    let text = |raw: &RawValue| -> Option<String> {
        match serde_json::from_str::<Option<Cow<'_, str>>>(raw.get()) {
            Ok(text) => text.map(Cow::into_owned),
            Err(_) => Some(raw.get().to_owned()),
        }
    };
    let values = values.into_iter().filter_map(|(name, raw)| Some((name.into_owned(), vec![text(raw)?])));
    strings::from_values(values).map_err(AuthorizerContextRejection::Mismatch)
}

impl fmt::Display for AuthorizerContextRejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            AuthorizerContextRejection::Missing => f.write_str(
                "the event has no authorizer's context, which `AuthorizerContext<T>` reads; the API needs an authorizer of \
                 `type: lambda`",
            ),
            AuthorizerContextRejection::Mismatch(mismatch) => {
                write!(f, "the authorizer's context does not match its type: {mismatch}")
            }
        }
    }
}

impl std::error::Error for AuthorizerContextRejection {
    // `Display` ends with the cause, so this is the cause of the cause.
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            AuthorizerContextRejection::Missing => None,
            AuthorizerContextRejection::Mismatch(mismatch) => mismatch.source(),
        }
    }
}

impl From<AuthorizerContextRejection> for Rejection {
    fn from(rejection: AuthorizerContextRejection) -> Self {
        Rejection::internal(rejection.to_string())
    }
}
