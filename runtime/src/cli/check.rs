use std::path::PathBuf;

use clap::Args;

use websocket_api_model::{
    cli::stderr_line,
    files::{self, read_named, write_stdout},
};

use super::selection::ApiSelection;
use crate::{api::WebSocketApi, cli_error::CliError, error::Result};

/// Report breaking changes against an older document
///
/// Prints a line for each change on standard output. The exit code is 1 if there are breaking changes.
#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// AsyncAPI document of the deployed API, in JSON
    ///
    /// The command `asyncapi` prints this document.
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
                stderr_line("no breaking changes");
                Ok(())
            }
            count => Err(CliError::Breaking { count }.into()),
        }
    }
}
