use clap::Args;

use websocket_api_model::cli::{OutputFile, stderr_notes};

use super::{read_by_program, selection::ApiSelection};
use crate::{api::WebSocketApi, asyncapi::client::Language, error::Result};

/// Print a typed client of the API
///
/// The types of messages and replies are those of the handlers.
#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// Language of the client
    #[arg(long, value_enum, value_name = "LANGUAGE")]
    lang: Language,
    #[command(flatten)]
    file: OutputFile,
    #[command(flatten)]
    selection: ApiSelection,
}

impl Arguments {
    pub(super) fn run(&self, apis: &[WebSocketApi]) -> Result {
        let client = self.selection.api(apis)?.client(self.lang)?;
        stderr_notes(client.notes());
        Ok(self.file.write(client.source(), &read_by_program())?)
    }
}
