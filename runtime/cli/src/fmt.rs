use std::{
    collections::HashSet,
    path::{Path, PathBuf},
};

use clap::Args;
use similar::TextDiff;
use websocket_api_model::{
    cli::stderr_line,
    escape,
    files::{replace, write_stdout},
};
use websocket_api_syntax::source::{Conditions, File, Finding, Package, Place, Problem, Sources, format};

use super::{
    Result, Success,
    draw::draw,
    input::{STDIN, read},
    print_error,
    rustfmt::style,
};

/// Format `websocket_api!` declarations
///
/// Prints the names of changed files. The rest of a file does not change: run `cargo fmt` as well. The command follows the options
/// `max_width`, `tab_spaces`, `hard_tabs` and `disable_all_formatting` of `rustfmt.toml`.
#[derive(Args, Debug)]
pub(super) struct FmtArguments {
    /// Rust files, package folders, or `-` for standard input
    ///
    /// The modules of a file are formatted too. Formatted standard input is written to standard output.
    #[arg(default_value = ".", value_name = "PATH", value_hint = clap::ValueHint::AnyPath)]
    paths: Vec<PathBuf>,
    /// Print a diff without writing files
    ///
    /// The exit code is 1 if files would change.
    #[arg(long)]
    check: bool,
}

impl FmtArguments {
    pub(super) fn run(self) -> Result<Success> {
        let mut ok = true;
        let mut seen = HashSet::new();
        for path in &self.paths {
            let (sources, package) = read(path, &Conditions::default())?;
            draw(&sources, &sources.findings);
            ok &= !sources.findings.iter().any(Finding::is_error);
            for (i, file) in sources.files.iter().enumerate() {
                if !file.is_shown {
                    stderr_line(format_args!(
                        "note: `{}` is outside the package and is not formatted; pass its path to format it",
                        escape::path(&file.path)
                    ));
                } else if seen.insert(file.path.canonicalize().unwrap_or_else(|_| file.path.clone())) {
                    ok &=
                        self.file(&sources, &package, i, path == Path::new(STDIN)).unwrap_or_else(|error| {
                            print_error(&*error);
                            false
                        });
                }
            }
        }
        Ok(ok)
    }

    /// Formats a file. Returns `true` if it has no errors and, with `--check`, no changes.
    fn file(&self, sources: &Sources, package: &Package, i: usize, is_stdin: bool) -> Result<Success> {
        let file = &sources.files[i];
        let folder = if is_stdin { Path::new("") } else { file.path.parent().unwrap_or(Path::new("")) };
        let formatted = match style(folder, package)? {
            Some(style) => format(&file.text, &style),
            None => {
                return if is_stdin && !self.check {
                    write_stdout(&file.text).map(|()| true).map_err(Into::into)
                } else {
                    Ok(true)
                };
            }
        };
        let problems: Vec<Finding> = formatted
            .problems
            .into_iter()
            .map(|Problem { message, bytes }| Finding::error(Place { file: i, bytes }, message))
            // A fault of the file as a whole has been reported.
            .filter(|problem| sources.findings.iter().all(|known| known.place != problem.place))
            .collect();
        draw(sources, &problems);
        let changes = formatted.text != file.text;
        if self.check {
            write_stdout(&diff(file, &formatted.text))?;
        } else if is_stdin {
            let broken = sources.findings.iter().any(Finding::is_error);
            write_stdout(if broken { "" } else { &formatted.text })?;
        } else if changes {
            let shown = escape::path(&file.path);
            let replaced = replace(&file.path, &file.text, &formatted.text);
            if !replaced? {
                return Err(format!("`{shown}` was modified by another program and is not formatted").into());
            }
            write_stdout(&format!("{shown}\n"))?;
        }
        Ok(problems.is_empty() && !(self.check && changes))
    }
}

/// Returns the changes as a diff for `patch`.
fn diff(file: &File, text: &str) -> String {
    let path = escape::path(&file.path);
    let diff = TextDiff::from_lines(&file.text, text);
    diff.unified_diff().header(&path, &path).to_string()
}
