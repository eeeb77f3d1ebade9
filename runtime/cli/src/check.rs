use clap::{Args, ValueEnum};
use serde_json::{Value, json};
use websocket_api_syntax::{
    Level,
    source::{Finding, Sources},
};

use websocket_api_model::{cli::stderr_line, files::write_stdout};

use super::{
    Result, Success, draw,
    input::{Input, no_declaration},
};

/// Check declarations and report errors
///
/// The compiler checks the values of constants and the signatures of handlers.
#[derive(Args, Debug)]
pub(super) struct CheckArguments {
    #[command(flatten)]
    input: Input,
    /// Output format
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = Format::Human)]
    format: Format,
    /// Treat warnings as errors
    #[arg(long)]
    deny_warnings: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// Source excerpts on standard error, up to 100 per level
    Human,
    /// `file:line:column: error: …` lines on standard error
    Short,
    /// One JSON object per line on standard output
    Json,
}

impl CheckArguments {
    pub(super) fn run(self) -> Result<Success> {
        self.input.each(|sources| self.check(sources))
    }

    fn check(&self, sources: &Sources) -> Result<Success> {
        if sources.declarations.is_empty() && sources.findings.is_empty() {
            return Err(no_declaration(sources).into());
        }
        match self.format {
            Format::Human => draw::draw(sources, sources.findings()),
            Format::Short => sources.findings().for_each(|finding| stderr_line(line(sources, finding))),
            Format::Json => {
                let objects: String = sources.findings().map(|finding| object(sources, finding)).collect();
                write_stdout(&objects)?;
            }
        }
        let count = |level| sources.findings().filter(|finding| finding.level == level).count();
        let (errors, warnings) = (count(Level::Error), count(Level::Warning));
        if !matches!(self.format, Format::Json) {
            stderr_line(summary(sources, errors, warnings));
        }
        Ok(errors == 0 && (warnings == 0 || !self.deny_warnings))
    }
}

fn word(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
    }
}

fn line(sources: &Sources, finding: &Finding) -> String {
    let level = word(finding.level);
    format!("{}: {level}: {}", sources.position(&finding.place), finding.message.one_line())
}

fn object(sources: &Sources, finding: &Finding) -> String {
    let file = &sources.files[finding.place.file];
    let bytes = finding.place.bytes.clone();
    let (start, end) = (file.position(bytes.start), file.position(bytes.end));
    let code = file.slice(bytes);
    let helps: Vec<Value> = finding
        .message
        .helps()
        .iter()
        .map(|help| json!({ "text": help.text, "replacement": help.apply(code) }))
        .collect();
    let object = json!({
        "level": word(finding.level),
        "rule": finding.rule,
        "message": finding.message.fault(),
        "label": finding.message.caret_label(),
        "helps": helps,
        "notes": finding.message.notes(),
        "file": file.path.to_string_lossy(),
        "line": start.line,
        "column": start.column,
        "end_line": end.line,
        "end_column": end.column,
    });
    format!("{object}\n")
}

/// "checked `Chat` in 2 files: 1 error, 2 warnings"
fn summary(sources: &Sources, errors: usize, warnings: usize) -> String {
    let count = |number: usize, noun: &str| match number {
        0 => format!("no {noun}s"),
        1 => format!("1 {noun}"),
        _ => format!("{number} {noun}s"),
    };
    let names: Vec<&str> = sources.declarations.iter().filter_map(|one| one.name.as_deref()).collect();
    let what = if names.is_empty() { "nothing".to_owned() } else { format!("`{}`", names.join("`, `")) };
    let (errors, warnings) = (count(errors, "error"), count(warnings, "warning"));
    format!("checked {what} in {}: {errors}, {warnings}", count(sources.files.len(), "file"))
}
