use clap::Args;

use super::{
    super::{note, output::File},
    named::Named,
    read_by_program,
};
use crate::{Result, WebSocketApi, asyncapi::client::Language};

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
    pub(super) fn run(&self, apis: &[WebSocketApi]) -> Result {
        let client = self.named.api(apis)?.client(self.lang)?;
        note(client.notes());
        self.file.write(client.source(), &read_by_program())
    }
}
