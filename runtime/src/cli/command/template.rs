use clap::Args;
use websocket_api_model::synth_stack;

use super::{
    Result, Sound,
    input::{Input, Selection},
    misused,
};
use crate::{
    check,
    cli::output::{Output, note_stages},
};

/// Print the CloudFormation template of the APIs
///
/// The same bytes as the program's own command `template` prints.
#[derive(Args, Debug)]
pub(super) struct MakeTemplate {
    #[command(flatten)]
    input: Input,
    #[command(flatten)]
    selection: Selection,
    #[command(flatten)]
    output: Output,
}

impl MakeTemplate {
    pub(super) fn run(self) -> Result<Sound> {
        if self.input.is_watched() && !self.output.has_file() {
            misused("a template that is made over and over needs a file: add `--out FILE`");
        }
        self.input.each(|sources| {
            let Some(declarations) = self.selection.of(sources)? else { return Ok(false) };
            check::check_stack(&declarations)?;
            check::check_source(&declarations)?;
            note_stages(&declarations);
            self.output.write(synth_stack(&declarations), &self.input.files(sources))?;
            Ok(true)
        })
    }
}
