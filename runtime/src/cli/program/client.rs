use clap::Args;

use super::{
    super::{note, output::File},
    named::Named,
    read_by_program,
};
use crate::{App, Result, contract::client::Language};

/// Print a client of the API, whose types are those of the handlers
#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// What to write it in
    #[arg(long, value_enum, value_name = "LANGUAGE")]
    lang: Language,
    #[command(flatten)]
    file: File,
    #[command(flatten)]
    named: Named,
}

impl Arguments {
    pub(super) fn run(&self, apps: &[App]) -> Result {
        let client = self.named.app(apps)?.client(self.lang)?;
        note(client.notes());
        self.file.write(client.source(), &read_by_program())
    }
}
