use websocket_api_model::declaration::Declaration;

use super::{Connections, Error, endpoint::Endpoint, host::DeclaredDomain};

/// The endpoints that the handlers' argument `Connections` is made of.
#[derive(Clone, Debug, Default)]
pub(crate) struct ConnectionsSource {
    /// The program's own client, which is used for every event.
    client: Option<Connections>,
    /// The custom domain that events may come from.
    domain: Option<DeclaredDomain>,
}

impl ConnectionsSource {
    /// The source of a declared API.
    pub(crate) fn from_declaration(declaration: &Declaration) -> Self {
        ConnectionsSource { client: None, domain: DeclaredDomain::from_declaration(declaration) }
    }

    #[cfg(feature = "gateway")]
    pub(crate) fn has_client(&self) -> bool {
        self.client.is_some()
    }

    pub(crate) fn set_client(&mut self, connections: Connections) {
        self.client = Some(connections);
    }

    /// The connections of the API that an event is from: the program's client, or the environment's endpoint, or the event's own.
    ///
    /// # Errors
    /// [`Error::Endpoint`] if the environment's endpoint is malformed, or the event's host is not the API's.
    pub(crate) fn connections(&self, domain_name: &str, stage: &str) -> Result<Connections, Error> {
        if let Some(connections) = &self.client {
            return Ok(connections.clone());
        }
        match Connections::from_env()? {
            Some(connections) => Ok(connections),
            None => Ok(Connections::from_endpoint(Endpoint::from_event(
                domain_name,
                stage,
                self.domain.as_ref(),
            )?)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn event_of_an_unknown_host_is_an_error() {
        let source = ConnectionsSource::default();
        let found =
            source.connections("abc.execute-api.eu-west-1.amazonaws.com", "prod").expect("an endpoint");
        let url = r#"url: "https://abc.execute-api.eu-west-1.amazonaws.com/prod""#;
        assert!(format!("{found:?}").contains(url), "{found:?}");
        let error = source.connections("chat.example.com", "prod").unwrap_err().to_string();
        assert!(error.contains("`WEBSOCKET_API_ENDPOINT`"), "{error}");
    }
}
