use std::{
    io,
    path::{Path, PathBuf},
};

use serde::Deserialize;
use websocket_api_model::{
    escape,
    files::{Error, read_text},
};
use websocket_api_syntax::source::{Package, Style};

use super::Result;

/// The names of the file of options, in the order in which rustfmt looks for them.
const NAMES: &[&str] = &[".rustfmt.toml", "rustfmt.toml"];

/// The options of rustfmt that `fmt` follows.
#[derive(Default, Deserialize)]
struct Options {
    max_width: Option<usize>,
    tab_spaces: Option<usize>,
    hard_tabs: Option<bool>,
    #[serde(default)]
    disable_all_formatting: bool,
}

/// Returns the style that rustfmt has in this folder; `None` if formatting is off there.
pub(super) fn style(folder: &Path, package: &Package) -> Result<Option<Style>> {
    let Some(path) = options_file(folder)? else { return Ok(Some(Style::default())) };
    let text = read_text(&path).map_err(Error::read(&path))?;
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

/// Returns the options of a folder: its own, or those of the nearest folder around it that has any.
fn options_file(folder: &Path) -> Result<Option<PathBuf>, io::Error> {
    let folder = if folder == Path::new("") { Path::new(".") } else { folder }.canonicalize()?;
    let paths = folder.ancestors().flat_map(|folder| NAMES.iter().map(|name| folder.join(name)));
    Ok(paths.into_iter().find(|path| path.is_file()))
}
