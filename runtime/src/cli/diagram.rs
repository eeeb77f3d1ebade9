use clap::Args;

use websocket_api_model::cli::DiagramOutput;

use super::{read_by_program, selection::ApiSelection};
use crate::{api::WebSocketApi, error::Result};

/// Print a diagram of routes, functions and permissions
#[derive(Args, Debug)]
pub(super) struct Arguments {
    #[command(flatten)]
    output: DiagramOutput,
    #[command(flatten)]
    selection: ApiSelection,
}

impl Arguments {
    pub(super) fn run(&self, apis: &[WebSocketApi]) -> Result {
        Ok(self.output.write(&self.selection.api(apis)?.diagram(), &read_by_program())?)
    }
}
