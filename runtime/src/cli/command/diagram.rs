use clap::Args;

use super::{
    Result, Sound,
    input::{Input, Selection},
};
use crate::{Diagram, cli::output::Drawing};

/// Print a diagram of an API: who connects, routes, functions, and what these may use
#[derive(Args, Debug)]
pub(super) struct MakeDiagram {
    #[command(flatten)]
    input: Input,
    #[command(flatten)]
    selection: Selection,
    #[command(flatten)]
    drawing: Drawing,
}

impl MakeDiagram {
    pub(super) fn run(self) -> Result<Sound> {
        self.input.each(|sources| {
            let Some(declarations) = self.selection.of(sources)? else { return Ok(false) };
            match &declarations[..] {
                [declaration] => self.drawing.write(&Diagram::of(declaration), &self.input.files(sources))?,
                _ => return Err("a diagram is of one API; name it by `--api`".into()),
            }
            Ok(true)
        })
    }
}
