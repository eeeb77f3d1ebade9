use clap::Args;

use crate::{Error, Result, WebSocketApi};

/// Which API.
#[derive(Args, Debug)]
pub(super) struct Named {
    /// The API of this name, where the program declares several
    #[arg(long, value_name = "NAME")]
    api: Option<String>,
}

impl Named {
    pub(super) fn api<'a>(&self, apis: &'a [WebSocketApi]) -> Result<&'a WebSocketApi> {
        let named = match (&self.api, apis) {
            (Some(name), _) => apis.iter().find(|api| api.declaration().type_name == *name),
            (None, [api]) => Some(api),
            (None, _) => None,
        };
        named.ok_or_else(|| Error::NameApi {
            name: self.api.clone(),
            names: apis.iter().map(|api| api.declaration().type_name.to_string()).collect(),
        })
    }
}
