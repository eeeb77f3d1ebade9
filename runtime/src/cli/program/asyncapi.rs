use clap::Args;

use super::super::{
    output::{Document, Format},
    say,
};
use crate::{App, Error, Result};

/// Print the API's AsyncAPI document: what clients may send, and what they get
#[derive(Args, Debug)]
pub(super) struct Arguments {
    #[command(flatten)]
    document: Document,
    /// The API of this name, where the program declares several
    #[arg(long, value_name = "NAME")]
    api: Option<String>,
}

impl Arguments {
    pub(super) fn run(&self, apps: &[App]) -> Result {
        let document = self.app(apps)?.asyncapi();
        for problem in document.undescribed() {
            say(format_args!("note: {problem}"));
        }
        self.document.write(&match self.document.format {
            Format::Json => document.to_json(),
            Format::Yaml => document.to_yaml(),
        })
    }

    fn app<'a>(&self, apps: &'a [App]) -> Result<&'a App> {
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
