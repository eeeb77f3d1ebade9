use clap::Args;
use websocket_api_model::{cli::DiagramOutput, diagram::Diagram};

use super::{
    Result, Success,
    input::{Input, Selection},
};

/// Print a diagram of routes, functions and permissions
#[derive(Args, Debug)]
pub(super) struct DiagramArguments {
    #[command(flatten)]
    input: Input,
    #[command(flatten)]
    selection: Selection,
    #[command(flatten)]
    output: DiagramOutput,
}

impl DiagramArguments {
    pub(super) fn run(self) -> Result<Success> {
        self.input.each(|sources| {
            let Some(declarations) = self.selection.declarations(sources)? else { return Ok(false) };
            match &declarations[..] {
                [declaration] => self.output.write(&Diagram::new(declaration), &self.input.files(sources))?,
                _ => return Err("several APIs are declared; select one with `--api`".into()),
            }
            Ok(true)
        })
    }
}
