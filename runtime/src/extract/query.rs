use std::fmt;

use serde::de::DeserializeOwned;

use super::{FromEvent, Rejection, Request, strings};
use crate::{
    event::{Authorizer, Connect},
    mismatch::Mismatch,
};

/// The query string of the handshake, as the type `T`.
///
/// A field that is a list has every value of its name; another field has the last value. Numbers and booleans are parsed from the text.
///
/// # Examples
///
/// ```
/// use websocket_api::extract::Query;
///
/// #[derive(serde::Deserialize)]
/// struct Login {
///     name: String,
///     rooms: Vec<String>,
/// }
///
/// async fn connect(Query(login): Query<Login>) {
///     tracing::info!(login.name, rooms = login.rooms.len(), "connected");
/// }
/// ```
///
/// # Errors
///
/// If the query string is not of the type `T`: [`QueryRejection`]. The handshake gets status 400, or 401 from an authorizer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Query<T>(pub T);

/// A query string that is not of the type asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryRejection(Mismatch);

macro_rules! of_handshake {
    ($($event:ty),+) => {$(
        impl<T: DeserializeOwned, S> FromEvent<$event, S> for Query<T> {
            type Rejection = QueryRejection;

            fn from_event(request: &Request<'_>, _: &S) -> Result<Self, QueryRejection> {
                strings::from_values(request.query().into_iter()).map(Query).map_err(QueryRejection)
            }
        }
    )+};
}

of_handshake!(Connect, Authorizer);

impl fmt::Display for QueryRejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the query string does not match its type: {}", self.0)
    }
}

impl std::error::Error for QueryRejection {
    // `Display` ends with the cause, so this is the cause of the cause.
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.0.source()
    }
}

impl From<QueryRejection> for Rejection {
    fn from(rejection: QueryRejection) -> Self {
        Rejection::bad_request(rejection.to_string())
    }
}
