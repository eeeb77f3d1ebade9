use clap::Args;

use websocket_api_model::cli::{DocumentFormat, DocumentOutput, stderr_notes};

use super::{read_by_program, selection::ApiSelection};
use crate::{api::WebSocketApi, error::Result};

/// Print the AsyncAPI document: messages, replies and schemas
#[derive(Args, Debug)]
pub(super) struct Arguments {
    #[command(flatten)]
    output: DocumentOutput,
    #[command(flatten)]
    selection: ApiSelection,
}

impl Arguments {
    pub(super) fn run(&self, apis: &[WebSocketApi]) -> Result {
        let document = self.selection.api(apis)?.asyncapi();
        stderr_notes(document.undescribed());
        let text = match self.output.format {
            DocumentFormat::Json => document.to_json(),
            DocumentFormat::Yaml => document.to_yaml(),
        };
        Ok(self.output.write(&text, &read_by_program())?)
    }
}
