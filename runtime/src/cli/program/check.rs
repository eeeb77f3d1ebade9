use std::path::PathBuf;

use clap::Args;

use super::{
    super::{print, say},
    named::Named,
};
use crate::{Error, Result, WebSocketApi, files::read_named};

/// Say what the API would break for deployed clients of an older one
///
/// A line for each change, on standard output; exit code 1 if there are any.
#[derive(Args, Debug)]
pub(super) struct Arguments {
    /// The older API's AsyncAPI document in JSON, as `asyncapi` prints it
    #[arg(long, value_name = "FILE")]
    against: PathBuf,
    #[command(flatten)]
    named: Named,
}

impl Arguments {
    pub(super) fn run(&self, apis: &[WebSocketApi]) -> Result {
        let older =
            read_named(&self.against).map_err(|source| Error::Read { path: self.against.clone(), source })?;
        let changes = self.named.api(apis)?.asyncapi().breaking_changes(&older)?;
        let lines: String = changes.iter().map(|change| format!("{change}\n")).collect();
        print(&lines)?;
        match changes.len() {
            0 => {
                say("no change breaks deployed clients");
                Ok(())
            }
            count => Err(Error::Breaking { count }),
        }
    }
}
