use clap::Args;

use super::{
    super::{
        note,
        output::{Document, Format},
    },
    named::Named,
    read_by_program,
};
use crate::{Result, WebSocketApi};

/// Print the API's AsyncAPI document: what clients may send, and what they get
#[derive(Args, Debug)]
pub(super) struct Arguments {
    #[command(flatten)]
    document: Document,
    #[command(flatten)]
    named: Named,
}

impl Arguments {
    pub(super) fn run(&self, apis: &[WebSocketApi]) -> Result {
        let document = self.named.api(apis)?.asyncapi();
        note(document.undescribed());
        let text = match self.document.format {
            Format::Json => document.to_json(),
            Format::Yaml => document.to_yaml(),
        };
        self.document.write(&text, &read_by_program())
    }
}
