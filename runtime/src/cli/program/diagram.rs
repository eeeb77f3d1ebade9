use clap::Args;

use super::{super::output::Drawing, named::Named, read_by_program};
use crate::{Result, WebSocketApi};

/// Print a diagram of the API: who connects, routes, functions, and what these may use
#[derive(Args, Debug)]
pub(super) struct Arguments {
    #[command(flatten)]
    drawing: Drawing,
    #[command(flatten)]
    named: Named,
}

impl Arguments {
    pub(super) fn run(&self, apis: &[WebSocketApi]) -> Result {
        self.drawing.write(&self.named.api(apis)?.diagram(), &read_by_program())
    }
}
