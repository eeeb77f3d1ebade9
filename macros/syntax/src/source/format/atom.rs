use std::mem;

use proc_macro2::{Delimiter, Group, TokenTree};

use super::{
    tree::delimiters,
    trivia::{Piece, doc_comment, first_piece},
};

/// A token or a comment, which rustc ignores.
#[derive(Debug)]
pub(super) struct Atom<'a> {
    pub(super) kind: Kind<'a>,
    /// The text as written, including the content of a group.
    pub(super) text: &'a str,
    /// The offset of the first byte.
    pub(super) start: usize,
    /// The whitespace before it.
    pub(super) gap: Gap,
}

#[derive(Debug)]
pub(super) enum Kind<'a> {
    Word,
    Literal,
    Punct(char),
    Group(GroupContent<'a>),
    /// `/// …`, or `/** … */`, which are tokens.
    Doc {
        line: bool,
    },
    Comment {
        line: bool,
    },
}

/// The content between two delimiters.
#[derive(Debug)]
pub(super) struct GroupContent<'a> {
    pub(super) delimiter: Delimiter,
    pub(super) atoms: Vec<Atom<'a>>,
    /// The whitespace before the closing delimiter.
    pub(super) end: Gap,
}

/// Whitespace.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Gap {
    pub(super) newlines: usize,
    /// The number of characters.
    pub(super) width: usize,
    /// `true` if there are other characters than spaces.
    pub(super) other: bool,
}

impl Gap {
    pub(super) fn is_empty(self) -> bool {
        self.width == 0
    }

    pub(super) fn has_newline(self) -> bool {
        self.newlines > 0
    }

    pub(super) fn has_blank_line(self) -> bool {
        self.newlines > 1
    }
}

impl Atom<'_> {
    pub(super) fn is_punct(&self, c: char) -> bool {
        matches!(self.kind, Kind::Punct(punct) if punct == c)
    }

    pub(super) fn is_comment(&self) -> bool {
        matches!(self.kind, Kind::Comment { .. })
    }

    /// Returns `true` if the atom always ends the line.
    pub(super) fn ends_line(&self) -> bool {
        matches!(self.kind, Kind::Comment { line: true } | Kind::Doc { line: true })
    }

    pub(super) fn end(&self) -> usize {
        self.start + self.text.len()
    }
}

/// A reader of the atoms of a text whose tokens are known. It reads the text in parallel with the tokens,
/// because asking each token for its position takes longer.
pub(super) struct Reader<'a> {
    text: &'a str,
    cursor: usize,
}

impl<'a> Reader<'a> {
    pub(super) fn new(text: &'a str, start: usize) -> Self {
        Self { text, cursor: start }
    }

    /// Reads a group. Returns `None` if the tokens differ from the text.
    pub(super) fn group(&mut self, group: &Group) -> Option<GroupContent<'a>> {
        let delimiter = group.delimiter();
        let (open, close) = delimiters(delimiter);
        self.take(open)?;
        let mut atoms = Vec::new();
        let mut gap = self.trivia(&mut atoms);
        let mut tokens = group.stream().into_iter();
        while let Some(token) = tokens.next() {
            let start = self.cursor;
            let kind = self.token(&token, &mut tokens)?;
            atoms.push(Atom { kind, text: &self.text[start..self.cursor], start, gap });
            gap = self.trivia(&mut atoms);
        }
        self.take(close)?;
        Some(GroupContent { delimiter, atoms, end: gap })
    }

    fn token(&mut self, token: &TokenTree, after: &mut impl Iterator<Item = TokenTree>) -> Option<Kind<'a>> {
        if let Some(doc) = doc_comment(&self.text[self.cursor..]) {
            self.take(doc)?;
            // `#[doc = "…"]` or `#![doc = "…"]`
            while !matches!(after.next()?, TokenTree::Group(_)) {}
            return Some(Kind::Doc { line: doc.starts_with("//") });
        }
        Some(match token {
            TokenTree::Group(group) => Kind::Group(self.group(group)?),
            TokenTree::Ident(ident) => {
                self.take(&ident.to_string())?;
                Kind::Word
            }
            TokenTree::Literal(literal) => {
                self.take(&literal.to_string())?;
                Kind::Literal
            }
            TokenTree::Punct(punct) => {
                self.take(punct.as_char().encode_utf8(&mut [0; 4]))?;
                Kind::Punct(punct.as_char())
            }
        })
    }

    fn take(&mut self, written: &str) -> Option<()> {
        self.cursor += self.text[self.cursor..].strip_prefix(written).map(|_| written.len())?;
        Some(())
    }

    /// Reads the comments before the next token. Returns the whitespace before the token.
    fn trivia(&mut self, atoms: &mut Vec<Atom<'a>>) -> Gap {
        let mut gap = Gap::default();
        while let Some(piece) = first_piece(&self.text[self.cursor..]) {
            let start = self.cursor;
            self.cursor += match piece {
                Piece::Space(text) => {
                    gap.newlines += text.matches('\n').count();
                    gap.width += text.chars().count();
                    gap.other |= text.contains(|c| c != ' ');
                    text.len()
                }
                Piece::Comment(text) => {
                    let line = text.starts_with("//");
                    let kept = if line { text.trim_end() } else { text };
                    let kind = Kind::Comment { line };
                    atoms.push(Atom { kind, text: kept, start, gap: mem::take(&mut gap) });
                    text.len()
                }
            };
        }
        gap
    }
}
