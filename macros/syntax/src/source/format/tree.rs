//! What is written, without the whitespace that does not count.

use proc_macro2::Delimiter;

/// What stands between two delimiters, its items separated by commas.
#[derive(Debug)]
pub(super) struct Block<'a> {
    pub(super) delimiter: Delimiter,
    /// The comments behind the opening delimiter, on its line.
    pub(super) opening: Vec<&'a str>,
    pub(super) items: Vec<Item<'a>>,
    /// What comes behind the last item, on lines of its own.
    pub(super) rest: Vec<Lead<'a>>,
    pub(super) last_comma: LastComma,
    /// How wide it is on one line; `None` if it must have several.
    pub(super) flat: Option<usize>,
}

/// Whether a comma stands behind the last item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LastComma {
    /// If it ends a line.
    AtLineEnd,
    Always,
    Never,
}

#[derive(Debug, Default)]
pub(super) struct Item<'a> {
    /// What stands before it: comments, doc comments, attributes.
    pub(super) leads: Vec<Lead<'a>>,
    /// Whether a blank line stands before it, behind the leads.
    pub(super) blank: bool,
    /// Whether it begins a line.
    pub(super) begins_line: bool,
    pub(super) head: Option<Head>,
    pub(super) pieces: Vec<Piece<'a>>,
    pub(super) comma: bool,
    /// The comments behind it, on its line.
    pub(super) trailing: Vec<&'a str>,
    pub(super) tail: Option<Tail>,
    /// How wide its head and its pieces are on one line, with a space between them.
    pub(super) flat: Option<usize>,
}

/// `key:`
#[derive(Debug)]
pub(super) struct Head {
    pub(super) text: String,
    pub(super) width: usize,
    /// How many spaces stand behind it, and nothing else.
    pub(super) gap: Option<usize>,
}

/// How wide an item was that had a comment behind it on its one line, and how many spaces were between.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tail {
    pub(super) width: usize,
    pub(super) gap: usize,
}

#[derive(Debug)]
pub(super) enum Piece<'a> {
    Text(String),
    Block(Block<'a>),
    /// The end of a line that a comment ends.
    Break,
}

#[derive(Debug)]
pub(super) struct Lead<'a> {
    pub(super) text: &'a str,
    /// The column where it began.
    pub(super) column: usize,
    /// Whether its other lines may move with the first.
    pub(super) moves: bool,
    /// Whether a blank line stands before it.
    pub(super) blank: bool,
    /// Whether a line ends behind it.
    pub(super) ends_line: bool,
}

impl Block<'_> {
    pub(super) fn delimiters(&self) -> (&'static str, &'static str) {
        delimiters(self.delimiter)
    }

    /// What stands behind the opening delimiter and before the closing one, on one line.
    pub(super) fn padding(&self) -> &'static str {
        let empty = self.items.is_empty() && self.rest.is_empty();
        if self.delimiter == Delimiter::Brace && !empty { " " } else { "" }
    }

    /// Whether a comma stands behind this item.
    pub(super) fn has_comma(&self, item: usize, at_line_end: bool) -> bool {
        if item + 1 < self.items.len() {
            return self.items[item].comma;
        }
        match self.last_comma {
            LastComma::AtLineEnd => at_line_end,
            LastComma::Always => true,
            LastComma::Never => false,
        }
    }
}

pub(super) fn delimiters(delimiter: Delimiter) -> (&'static str, &'static str) {
    match delimiter {
        Delimiter::Brace => ("{", "}"),
        Delimiter::Bracket => ("[", "]"),
        Delimiter::Parenthesis => ("(", ")"),
        Delimiter::None => ("", ""),
    }
}
