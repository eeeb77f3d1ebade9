use clap::Args;

use crate::{api::WebSocketApi, cli_error::CliError};

/// The API that a command processes.
#[derive(Args, Debug)]
pub(super) struct ApiSelection {
    /// API to process; required if there are several
    #[arg(long, value_name = "NAME")]
    api: Option<String>,
}

impl ApiSelection {
    pub(super) fn api<'a>(&self, apis: &'a [WebSocketApi]) -> Result<&'a WebSocketApi, CliError> {
        let named = match (&self.api, apis) {
            (Some(name), _) => apis.iter().find(|api| api.declaration().type_name == *name),
            (None, [api]) => Some(api),
            (None, _) => None,
        };
        named.ok_or_else(|| CliError::ApiNotSelected {
            name: self.api.clone(),
            names: apis.iter().map(|api| api.declaration().type_name.to_string()).collect(),
        })
    }
}
