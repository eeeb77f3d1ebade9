use serde::Serialize;

use super::{FromEvent, Json, Rejection, Request};
use crate::{
    connections::{Bytes, Connections, ConnectionsSource, Error, IntoMessage, json_bytes},
    event::{Connect, Disconnect, Message},
};

macro_rules! of_api {
    ($($event:ty),+) => {$(
        impl<S> FromEvent<$event, S> for Connections {
            type Rejection = Error;

            fn from_event(request: &Request<'_>, _: &S) -> Result<Self, Error> {
                let environment = ConnectionsSource::default();
                let source = request.client().unwrap_or(&environment);
                source.connections(request.domain_name(), request.stage())
            }
        }
    )+};
}

of_api!(Connect, Message, Disconnect);

/// The cause is the function's environment, so the function fails.
impl From<Error> for Rejection {
    fn from(error: Error) -> Self {
        Rejection::internal(error.to_string())
    }
}

/// The value as JSON. `Json(&value)` sends a value that is used again.
impl<T: Serialize> IntoMessage for Json<T> {
    fn into_message(self) -> Result<Bytes, Error> {
        json_bytes(&self.0)
    }
}
