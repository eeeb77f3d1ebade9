//! The structure of a declaration, without insignificant whitespace.

use proc_macro2::Delimiter;

/// The content between two delimiters, with items separated by commas.
#[derive(Debug)]
pub(super) struct Block<'a> {
    pub(super) delimiter: Delimiter,
    /// The comments after the opening delimiter, on its line.
    pub(super) opening: Vec<&'a str>,
    pub(super) items: Vec<Item<'a>>,
    /// The comments after the last item, on separate lines.
    pub(super) rest: Vec<Lead<'a>>,
    pub(super) last_comma: LastComma,
    /// The width on one line, or `None` if several lines are necessary.
    pub(super) flat: Option<usize>,
}

/// The rule for a comma after the last item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LastComma {
    /// A comma if the item ends a line.
    AtLineEnd,
    Always,
    Never,
}

#[derive(Debug, Default)]
pub(super) struct Item<'a> {
    /// The comments, doc comments and attributes before the item.
    pub(super) leads: Vec<Lead<'a>>,
    /// `true` if a blank line precedes the item, after its leads.
    pub(super) blank: bool,
    /// `true` if the item begins a line.
    pub(super) begins_line: bool,
    pub(super) head: Option<Head>,
    pub(super) pieces: Vec<Piece<'a>>,
    pub(super) comma: bool,
    /// The comments after the item, on its line.
    pub(super) trailing: Vec<&'a str>,
    pub(super) tail: Option<Tail>,
    /// The width of the head and the pieces on one line, with a space between them.
    pub(super) flat: Option<usize>,
}

/// `key:`
#[derive(Debug)]
pub(super) struct Head {
    pub(super) text: String,
    pub(super) width: usize,
    /// The number of spaces after the key, if only spaces follow it.
    pub(super) gap: Option<usize>,
}

/// The width of an item on one line with a comment after it, and the number of spaces before the comment.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tail {
    pub(super) width: usize,
    pub(super) gap: usize,
}

#[derive(Debug)]
pub(super) enum Piece<'a> {
    Text(String),
    Block(Block<'a>),
    /// A line break after a comment.
    Break,
}

#[derive(Debug)]
pub(super) struct Lead<'a> {
    pub(super) text: &'a str,
    /// The column of its first character.
    pub(super) column: usize,
    /// `true` if the other lines may move with the first one.
    pub(super) moves: bool,
    /// `true` if a blank line precedes the lead.
    pub(super) blank: bool,
    /// `true` if a line break follows the lead.
    pub(super) ends_line: bool,
}

impl Block<'_> {
    pub(super) fn delimiters(&self) -> (&'static str, &'static str) {
        delimiters(self.delimiter)
    }

    /// Returns the space inside the delimiters of a block on one line.
    pub(super) fn padding(&self) -> &'static str {
        let empty = self.items.is_empty() && self.rest.is_empty();
        if self.delimiter == Delimiter::Brace && !empty { " " } else { "" }
    }

    /// Returns `true` if a comma follows this item.
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
