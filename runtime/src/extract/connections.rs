use super::{FromEvent, Rejection};
use crate::{
    connections::{Connections, Error, Source},
    event::{Connect, Disconnect, Event, Message},
};

macro_rules! of_api {
    ($($event:ty),+) => {$(
        impl<S> FromEvent<$event, S> for Connections {
            type Rejection = Error;

            fn from_event(event: &Event<'_>, _: &S) -> Result<Self, Error> {
                let none = Source::default();
                event.source().unwrap_or(&none).connections(event.domain_name(), event.stage())
            }
        }
    )+};
}

of_api!(Connect, Message, Disconnect);

/// The client cannot mend the function's environment.
impl From<Error> for Rejection {
    fn from(error: Error) -> Self {
        Rejection::internal(error.to_string())
    }
}
