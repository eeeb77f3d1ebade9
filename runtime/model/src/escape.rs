//! Escapes text from users, such as file names and keys, for terminals, logs and CI.

use std::{error::Error, fmt::Write, path::Path};

use crate::error_chain;

/// Returns a path as one line without commands for a terminal or a CI: [`text`], and bytes that are not UTF-8
/// as `\xff`.
///
/// GitHub's runner reads a line that begins with `::` as a command (`ActionCommand.cs` of `actions/runner`),
/// so such a path begins with `./`.
pub fn path(path: &Path) -> String {
    let mut escaped = String::new();
    for chunk in path.as_os_str().as_encoded_bytes().utf8_chunks() {
        escaped += &text(chunk.valid());
        for byte in chunk.invalid() {
            // Writing to a string never fails.
            _ = write!(escaped, "\\x{byte:02x}");
        }
    }
    if escaped.trim_start().starts_with("::") { format!("./{escaped}") } else { escaped }
}

/// Returns a text as one line without commands for a terminal or a CI. Control characters, line breaks and
/// the controls of bidirectional text are escaped as in Rust, `\n` and `\u{1b}`. The second `#` of two is
/// escaped too, because older runners look for `##[`.
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

/// Returns an error and its causes as one line, escaped as by [`text`]: `cannot read a file: it is not
/// UTF-8`.
pub fn error(error: &dyn Error) -> String {
    text(&error_chain(error))
}

/// Returns `true` if a character is invisible and changes the display of the characters around it.
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
    fn path_is_one_line_without_a_command() {
        assert_eq!(path(Path::new("src/main.rs")), "src/main.rs");
        assert_eq!(path(Path::new("a\n::error::b.rs")), "a\\n::error::b.rs");
        assert_eq!(path(Path::new("::error::b.rs")), "./::error::b.rs");
        assert_eq!(path(Path::new(" ::error::b.rs")), "./ ::error::b.rs");
    }

    #[cfg(unix)]
    #[test]
    fn path_with_invalid_utf8_shows_the_bytes() {
        use std::{ffi::OsStr, os::unix::ffi::OsStrExt};
        assert_eq!(path(Path::new(OsStr::from_bytes(b"a\xff\xfe\nb.rs"))), "a\\xff\\xfe\\nb.rs");
    }
}
