use std::{ops::Range, path::PathBuf};

/// The error of a file that has no tokens.
pub(super) const NOT_RUST: &str = "invalid Rust: a token is wrong, or a bracket or quote is not closed";

/// A source file.
#[derive(Debug)]
pub struct File {
    /// The path as given, or as derived from the declaration of the module.
    pub path: PathBuf,
    pub text: String,
    /// `true` if findings may show its text.
    pub is_shown: bool,
    /// The offset of each line.
    lines: Vec<usize>,
    /// The number of characters before each multiple of `BLOCK` bytes, so that a column does not require
    /// reading a long line.
    characters: Vec<usize>,
}

const BLOCK: usize = 1024;

/// A line and a column in characters, both from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    pub line: usize,
    pub column: usize,
}

impl File {
    pub(super) fn new(path: PathBuf, text: String, is_shown: bool) -> Self {
        let newlines = text.match_indices('\n').map(|(newline, _)| newline + 1);
        let lines = [0].into_iter().chain(newlines).collect();
        let mut counts = vec![0];
        for (i, block) in text.as_bytes().chunks(BLOCK).enumerate() {
            counts.push(counts[i] + characters(block));
        }
        Self { path, text, is_shown, lines, characters: counts }
    }

    /// Returns the position of this byte.
    pub fn position(&self, byte: usize) -> Position {
        let byte = byte.min(self.text.len());
        let line = self.line(byte);
        Position { line, column: self.characters(byte) - self.characters(self.lines[line - 1]) + 1 }
    }

    /// Returns the number of characters before this byte.
    fn characters(&self, byte: usize) -> usize {
        let block = byte / BLOCK;
        self.characters[block] + characters(&self.text.as_bytes()[block * BLOCK..byte])
    }

    /// Returns the range of the lines with these bytes.
    pub fn lines(&self, bytes: &Range<usize>) -> Range<usize> {
        let after = self.lines.get(self.line(bytes.end)).copied().unwrap_or(self.text.len());
        self.lines[self.line(bytes.start) - 1]..after
    }

    /// Returns the number of the line with this byte, from 1.
    fn line(&self, byte: usize) -> usize {
        self.lines.partition_point(|start| *start <= byte)
    }

    /// Returns the text of these bytes, or an empty text if it must not be shown.
    pub fn slice(&self, bytes: Range<usize>) -> &str {
        self.text.get(bytes).filter(|_| self.is_shown).unwrap_or_default()
    }
}

/// Returns the number of characters that begin in these bytes.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| !(0x80..0xc0).contains(*byte)).count()
}

/// Returns the number of bytes before the first token: a byte order mark and a `#!` line.
pub(super) fn prelude(text: &str) -> usize {
    let mark = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let rest = &text[mark..];
    // An inner attribute begins as a shebang does.
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
    fn position_counts_lines_and_characters() {
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
    fn columns_of_long_lines_count_characters() {
        for length in [BLOCK - 1, BLOCK, 2 * BLOCK, 2 * BLOCK + 1] {
            let text = format!("a\n{}", "aé語🦀".repeat(length));
            let file = file(&text);
            for (column, (byte, _)) in text[2..].char_indices().enumerate() {
                assert_eq!(file.position(2 + byte), Position { line: 2, column: column + 1 });
            }
            assert_eq!(file.position(text.len()), Position { line: 2, column: 4 * length + 1 });
        }
        let full = "a".repeat(BLOCK);
        assert_eq!(file(&full).position(BLOCK), Position { line: 1, column: BLOCK + 1 });
        assert_eq!(file("").position(0), Position { line: 1, column: 1 });
    }

    #[test]
    fn prelude_is_a_byte_order_mark_or_a_shebang() {
        assert_eq!(prelude("fn a() {}"), 0);
        assert_eq!(prelude("\u{feff}fn a() {}"), 3);
        assert_eq!(prelude("#!/usr/bin/env cargo\nfn a() {}"), 20);
        assert_eq!(prelude("#![deny(missing_docs)]\n"), 0);
        assert_eq!(prelude("#! [deny(missing_docs)]\n"), 0);
    }
}
