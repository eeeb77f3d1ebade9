use std::{
    io,
    path::{Path, PathBuf},
};

use serde::Deserialize;
use websocket_api_model::escape;
use websocket_api_syntax::source::Style;

use super::Result;
use crate::{
    Error,
    files::{Package, read_text},
};

/// The names of its settings, in the order in which rustfmt looks for them.
const NAMES: &[&str] = &[".rustfmt.toml", "rustfmt.toml"];

/// Those of its options that concern us.
#[derive(Default, Deserialize)]
struct Options {
    max_width: Option<usize>,
    tab_spaces: Option<usize>,
    hard_tabs: Option<bool>,
    #[serde(default)]
    disable_all_formatting: bool,
}

/// The style that rustfmt has in this folder; `None` if nothing is to be laid out.
pub(super) fn style(folder: &Path, package: &Package) -> Result<Option<Style>> {
    let Some(path) = settings(folder)? else { return Ok(Some(Style::default())) };
    let text = read_text(&path).map_err(|source| Error::Read { path: path.clone(), source })?;
    let options: Options = toml::from_str(&text).map_err(|error| {
        let reason =
            if package.has(&path) { error.message() } else { "it is not a file of rustfmt's options" };
        format!("cannot read `{}`: {reason}", escape::path(&path))
    })?;
    let Options { max_width, tab_spaces, hard_tabs, disable_all_formatting } = options;
    let default = Style::default();
    let style = Style {
        max_width: max_width.unwrap_or(default.max_width),
        tab_spaces: tab_spaces.unwrap_or(default.tab_spaces),
        hard_tabs: hard_tabs.unwrap_or(default.hard_tabs),
    };
    Ok((!disable_all_formatting).then_some(style))
}

/// The settings for a folder: its own, or those of the nearest folder around it that has any.
fn settings(folder: &Path) -> Result<Option<PathBuf>, io::Error> {
    let folder = if folder == Path::new("") { Path::new(".") } else { folder }.canonicalize()?;
    let paths = folder.ancestors().flat_map(|folder| NAMES.iter().map(|name| folder.join(name)));
    Ok(paths.into_iter().find(|path| path.is_file()))
}
