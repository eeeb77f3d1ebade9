use std::path::PathBuf;

use clap::Args;

use websocket_api_model::{
    cli::stderr_line,
    files::{self, read_named, write_stdout},
};

use super::selection::ApiSelection;
use crate::{api::WebSocketApi, cli_error::CliError, error::Result};

/// Say what the API would break for deployed clients of an older one
///
/// A line for each change, on standard output; exit code 1 if there are any.
#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// The older API's AsyncAPI document in JSON, as `asyncapi` prints it
    #[arg(long, value_name = "FILE")]
    against: PathBuf,
    #[command(flatten)]
    selection: ApiSelection,
}

impl Arguments {
    pub(super) fn run(&self, apis: &[WebSocketApi]) -> Result {
        let older = read_named(&self.against).map_err(files::Error::read(&self.against))?;
        let changes = self.selection.api(apis)?.asyncapi().breaking_changes(&older)?;
        let lines: String = changes.iter().map(|change| format!("{change}\n")).collect();
        write_stdout(&lines)?;
        match changes.len() {
            0 => {
                stderr_line("no change breaks deployed clients");
                Ok(())
            }
            count => Err(CliError::Breaking { count }.into()),
        }
    }
}
