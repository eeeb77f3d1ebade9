use clap::Args;
use websocket_api_model::cli::{TemplateOutput, note_stages};
use websocket_api_syntax::source::template;

use super::{
    Result, Success, exit_misused,
    input::{Input, Selection},
};

/// Print the CloudFormation template
///
/// The output equals that of the command `template` of the program.
#[derive(Args, Debug)]
pub(super) struct TemplateArguments {
    #[command(flatten)]
    input: Input,
    #[command(flatten)]
    selection: Selection,
    #[command(flatten)]
    output: TemplateOutput,
}

impl TemplateArguments {
    pub(super) fn run(self) -> Result<Success> {
        if self.input.is_watched() && !self.output.has_file() {
            exit_misused("`--watch` requires `--out` for a template");
        }
        self.input.each(|sources| {
            let Some(declarations) = self.selection.declarations(sources)? else { return Ok(false) };
            let template = template(&declarations)?;
            note_stages(&declarations);
            self.output.write(template, &self.input.files(sources))?;
            Ok(true)
        })
    }
}
