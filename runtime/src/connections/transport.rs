use std::sync::Arc;

use bytes::Bytes;

use super::{ConnectionInfo, Error, hyper_transport::HyperTransport};

/// The client that makes the calls.
#[derive(Clone, Debug)]
pub(crate) enum Transport {
    Hyper(Arc<HyperTransport>),
    #[cfg(feature = "aws-sdk")]
    Sdk(aws_sdk_apigatewaymanagement::Client),
}

impl Transport {
    pub(crate) async fn post(&self, id: &str, data: Bytes) -> Result<(), Error> {
        check_id(id)?;
        let result = match self {
            Transport::Hyper(hyper) => hyper.post(id, data).await,
            #[cfg(feature = "aws-sdk")]
            Transport::Sdk(client) => super::sdk::post(client, id, data).await,
        };
        result.map_err(|error| error.for_call(id))
    }

    pub(crate) async fn get(&self, id: &str) -> Result<ConnectionInfo, Error> {
        check_id(id)?;
        let result = match self {
            Transport::Hyper(hyper) => hyper.get(id).await,
            #[cfg(feature = "aws-sdk")]
            Transport::Sdk(client) => super::sdk::get(client, id).await,
        };
        result.map_err(|error| error.for_call(id))
    }

    pub(crate) async fn delete(&self, id: &str) -> Result<(), Error> {
        check_id(id)?;
        let result = match self {
            Transport::Hyper(hyper) => hyper.delete(id).await,
            #[cfg(feature = "aws-sdk")]
            Transport::Sdk(client) => super::sdk::delete(client, id).await,
        };
        result.map_err(|error| error.for_call(id))
    }
}

/// Refuses ids that would make a path of another meaning.
fn check_id(id: &str) -> Result<(), Error> {
    match id {
        "" => Err(Error::InvalidId { message: "it is empty".to_owned() }),
        "." | ".." => Err(Error::InvalidId { message: format!("`{id}` leads elsewhere in a path") }),
        _ => Ok(()),
    }
}
