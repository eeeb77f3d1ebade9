//! Text that others wrote (names of files, words of a declaration), as terminals, logs and CI may print it.

use std::{error::Error, fmt::Write, path::Path};

use crate::error_chain;

/// Returns a path as one line that no terminal and no CI takes for a command: [`text`], and bytes that are not UTF-8 as `\xff`.
///
/// GitHub's runner reads a line that begins with `::` as a command (`ActionCommand.cs` of `actions/runner`), so that such a
/// path begins with `./`.
pub fn path(path: &Path) -> String {
    let mut escaped = String::new();
    for chunk in path.as_os_str().as_encoded_bytes().utf8_chunks() {
        escaped += &text(chunk.valid());
        for byte in chunk.invalid() {
            // A string takes everything.
            _ = write!(escaped, "\\x{byte:02x}");
        }
    }
    if escaped.trim_start().starts_with("::") { format!("./{escaped}") } else { escaped }
}

/// Returns a text as one line that no terminal and no CI takes for a command: control characters, line breaks and the controls
/// of bidirectional text are escaped as in Rust, `\n` and `\u{1b}`. So is the second `#` of two: older runners look for `##[`.
pub fn text(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' => escaped += "\\n",
            '\r' => escaped += "\\r",
            '\t' => escaped += "\\t",
            c if is_hidden(c) || (c == '#' && escaped.ends_with('#')) => escaped.extend(c.escape_unicode()),
            c => escaped.push(c),
        }
    }
    escaped
}

/// Returns an error and its causes as one line, escaped as [`text`] does it: `cannot read a file: it is not UTF-8`.
pub fn error(error: &dyn Error) -> String {
    text(&error_chain(error))
}

/// Returns `true` if a character shows nothing by itself, and changes what is shown around it.
pub fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_characters_are_escaped_and_others_are_kept() {
        assert_eq!(text("größe `a b` \\ 日本 👩‍💻"), "größe `a b` \\ 日本 👩‍💻");
        assert_eq!(text("a\nb\r\tc\u{1b}[31m\u{7f}\u{9b}"), "a\\nb\\r\\tc\\u{1b}[31m\\u{7f}\\u{9b}");
        assert_eq!(text("a\u{202e}b\u{2066}c\u{2028}d"), "a\\u{202e}b\\u{2066}c\\u{2028}d");
        assert_eq!(text("r#\"a\"# ##[error]"), "r#\"a\"# #\\u{23}[error]");
    }

    #[test]
    fn a_path_is_one_line_and_no_command() {
        assert_eq!(path(Path::new("src/main.rs")), "src/main.rs");
        assert_eq!(path(Path::new("a\n::error::b.rs")), "a\\n::error::b.rs");
        assert_eq!(path(Path::new("::error::b.rs")), "./::error::b.rs");
        assert_eq!(path(Path::new(" ::error::b.rs")), "./ ::error::b.rs");
    }

    #[cfg(unix)]
    #[test]
    fn bytes_that_are_not_utf8_are_shown() {
        use std::{ffi::OsStr, os::unix::ffi::OsStrExt};
        assert_eq!(path(Path::new(OsStr::from_bytes(b"a\xff\xfe\nb.rs"))), "a\\xff\\xfe\\nb.rs");
    }
}
