use std::{ops::Range, path::PathBuf};

/// What is wrong with a file that has no tokens.
pub(super) const NOT_RUST: &str =
    "this is not Rust: either a token is wrong, or a bracket or quote is not closed";

/// A file that was read.
#[derive(Debug)]
pub struct File {
    /// As it was asked for, or as the declaration of its module leads to it.
    pub path: PathBuf,
    pub text: String,
    /// `true` if findings may show its text.
    pub is_shown: bool,
    /// Where each line begins.
    lines: Vec<usize>,
}

/// A line and a column, from 1; columns are characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    pub line: usize,
    pub column: usize,
}

impl File {
    pub(super) fn new(path: PathBuf, text: String, is_shown: bool) -> Self {
        let newlines = text.match_indices('\n').map(|(newline, _)| newline + 1);
        let lines = [0].into_iter().chain(newlines).collect();
        Self { path, text, is_shown, lines }
    }

    /// Where this byte is.
    pub fn position(&self, byte: usize) -> Position {
        let byte = byte.min(self.text.len());
        let line = self.line(byte);
        let before = self.text.get(self.lines[line - 1]..byte).unwrap_or_default();
        Position { line, column: before.chars().count() + 1 }
    }

    /// The whole lines that these bytes are on.
    pub fn lines(&self, bytes: &Range<usize>) -> Range<usize> {
        let after = self.lines.get(self.line(bytes.end)).copied().unwrap_or(self.text.len());
        self.lines[self.line(bytes.start) - 1]..after
    }

    /// The number of the line that this byte is on, from 1.
    fn line(&self, byte: usize) -> usize {
        self.lines.partition_point(|start| *start <= byte)
    }

    /// The text of these bytes; nothing if it must not be shown.
    pub fn slice(&self, bytes: Range<usize>) -> &str {
        self.text.get(bytes).filter(|_| self.is_shown).unwrap_or_default()
    }
}

/// The bytes of a file before the first that can be a token: a byte order mark and a `#!` line.
pub(super) fn prelude(text: &str) -> usize {
    let mark = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let rest = &text[mark..];
    // An inner attribute begins like a shebang.
    if rest.starts_with("#!") && !rest[2..].trim_start().starts_with('[') {
        return mark + rest.find('\n').unwrap_or(rest.len());
    }
    mark
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(text: &str) -> File {
        File::new("main.rs".into(), text.to_owned(), true)
    }

    #[test]
    fn positions_count_lines_and_characters() {
        let file = file("fn a() {}\nlet é = 1;\r\n\tx");
        let at = |byte| (file.position(byte).line, file.position(byte).column);
        assert_eq!(at(0), (1, 1));
        assert_eq!(at(9), (1, 10));
        assert_eq!(at(10), (2, 1));
        assert_eq!(at(16), (2, 6));
        assert_eq!(at(file.text.len()), (3, 3));
        assert_eq!(at(1000), (3, 3));
    }

    #[test]
    fn what_is_before_the_tokens_is_known() {
        assert_eq!(prelude("fn a() {}"), 0);
        assert_eq!(prelude("\u{feff}fn a() {}"), 3);
        assert_eq!(prelude("#!/usr/bin/env cargo\nfn a() {}"), 20);
        assert_eq!(prelude("#![deny(missing_docs)]\n"), 0);
        assert_eq!(prelude("#! [deny(missing_docs)]\n"), 0);
    }
}
