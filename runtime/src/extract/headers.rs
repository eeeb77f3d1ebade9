use http::{HeaderMap, HeaderName, HeaderValue};

use super::{FromEvent, Rejection, Request};
use crate::{
    event::{Authorizer, Connect, Event},
    excerpt::excerpt,
};

/// The headers of the handshake. Names are case-insensitive.
///
/// # Examples
///
/// ```
/// use websocket_api::{extract::Headers, response::Reject};
///
/// async fn connect(headers: Headers) -> Result<(), Reject> {
///     match headers.get("authorization") {
///         Some(_) => Ok(()),
///         None => Err(Reject::status(401)),
///     }
/// }
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Headers(pub HeaderMap);

impl Headers {
    /// The last value of this name, if it is UTF-8.
    pub fn get(&self, name: &str) -> Option<&str> {
        str::from_utf8(self.0.get_all(name).iter().next_back()?.as_bytes()).ok()
    }
}

macro_rules! of_handshake {
    ($($event:ty),+) => {$(
        impl<S> FromEvent<$event, S> for Headers {
            type Rejection = Rejection;

            fn from_event(request: &Request<'_>, _: &S) -> Result<Self, Rejection> {
                read(request).map(Headers)
            }
        }
    )+};
}

of_handshake!(Connect, Authorizer);

fn read(event: &Event<'_>) -> Result<HeaderMap, Rejection> {
    let mut headers = HeaderMap::new();
    for (name, values) in event.headers() {
        let invalid =
            || Rejection::bad_request(format!("the header `{}` is not one of HTTP", excerpt(&name)));
        let key = HeaderName::try_from(&name).map_err(|_| invalid())?;
        for value in values {
            let value = HeaderValue::try_from(value).map_err(|_| invalid())?;
            headers.try_append(&key, value).map_err(|_| Rejection::bad_request("too many headers"))?;
        }
    }
    Ok(headers)
}
