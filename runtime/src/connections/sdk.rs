use std::{error::Error as StdError, time::SystemTime};

use aws_sdk_apigatewaymanagement::{
    Client,
    error::{ProvideErrorMetadata, SdkError},
    primitives::{Blob, DateTime},
};
use bytes::Bytes;

use super::{ConnectionInfo, Error};

pub(crate) async fn post(client: &Client, id: &str, data: Bytes) -> Result<(), Error> {
    let size = data.len();
    let call = client.post_to_connection().connection_id(id).data(Blob::new(data));
    call.send().await.map(drop).map_err(|error| read_error(error, size))
}

pub(crate) async fn get(client: &Client, id: &str) -> Result<ConnectionInfo, Error> {
    let call = client.get_connection().connection_id(id);
    let info = call.send().await.map_err(|error| read_error(error, 0))?;
    let identity = info.identity();
    let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
    Ok(ConnectionInfo {
        connected_at: time(info.connected_at())?,
        last_active_at: time(info.last_active_at())?,
        source_ip: text(identity.and_then(|identity| identity.source_ip())),
        user_agent: text(identity.and_then(|identity| identity.user_agent())),
    })
}

pub(crate) async fn delete(client: &Client, id: &str) -> Result<(), Error> {
    let call = client.delete_connection().connection_id(id);
    call.send().await.map(drop).map_err(|error| read_error(error, 0))
}

fn time(time: Option<&DateTime>) -> Result<SystemTime, Error> {
    let time = time.and_then(|time| SystemTime::try_from(*time).ok());
    time.ok_or_else(|| Error::Unexpected { status: 200, message: "a time is missing".to_owned() })
}

/// The light client's error for the SDK's; `size` is that of the data sent.
fn read_error<E>(error: SdkError<E>, size: usize) -> Error
where
    E: StdError + ProvideErrorMetadata + Send + Sync + 'static,
{
    match &error {
        SdkError::TimeoutError(_) => Error::Timeout,
        SdkError::DispatchFailure(failure) if failure.is_timeout() => Error::Timeout,
        SdkError::ServiceError(answer) => {
            let message = answer.err().message().unwrap_or_default().to_owned();
            Error::from_status(answer.raw().status().as_u16(), message, size)
        }
        _ => Error::transport(error),
    }
}
