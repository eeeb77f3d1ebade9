use clap::Args;

use crate::{App, Error, Result};

/// Which API.
#[derive(Args, Debug)]
pub(super) struct Named {
    /// The API of this name, where the program declares several
    #[arg(long, value_name = "NAME")]
    api: Option<String>,
}

impl Named {
    pub(super) fn app<'a>(&self, apps: &'a [App]) -> Result<&'a App> {
        let named = match (&self.api, apps) {
            (Some(name), _) => apps.iter().find(|app| app.spec().type_name == *name),
            (None, [app]) => Some(app),
            (None, _) => None,
        };
        named.ok_or_else(|| Error::NameApi {
            name: self.api.clone(),
            names: apps.iter().map(|app| app.spec().type_name.to_string()).collect(),
        })
    }
}
