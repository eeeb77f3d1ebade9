use proc_macro2::Delimiter;

use super::{
    Style,
    atom::{Atom, Gap, GroupContent, Kind},
    invocations::Macro,
    spacing::{at_path_separator, inside_angles, is_joint, space_before},
    tree::{Block, Head, Item, LastComma, Lead, Piece, Tail, delimiters},
};

/// Input without a layout, such as a comma without an item, or a doc comment in the middle of an item. The
/// formatter leaves the invocation unchanged.
pub(super) struct UnsupportedLayout;

pub(super) struct Parser<'a> {
    pub(super) text: &'a str,
    pub(super) style: Style,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum BlockKind {
    /// The input of `websocket_api!`, whose only item is an API.
    Macro,
    /// Any other block.
    Block,
}

/// The atoms of one level, and `true` for those in angle brackets.
#[derive(Clone, Copy)]
struct Level<'p, 'a> {
    atoms: &'p [Atom<'a>],
    angles: &'p [bool],
}

impl<'a> Parser<'a> {
    pub(super) fn invocation(
        &self,
        macro_: Macro,
        inside: &GroupContent<'a>,
    ) -> Result<Block<'a>, UnsupportedLayout> {
        self.block(inside, if macro_ == Macro::Api { BlockKind::Macro } else { BlockKind::Block })
    }

    fn block(&self, inside: &GroupContent<'a>, kind: BlockKind) -> Result<Block<'a>, UnsupportedLayout> {
        let angles = inside_angles(&inside.atoms);
        let level = Level { atoms: &inside.atoms, angles: &angles };
        let mut block = Block {
            delimiter: inside.delimiter,
            opening: Vec::new(),
            items: Vec::new(),
            rest: Vec::new(),
            last_comma: LastComma::AtLineEnd,
            flat: None,
        };
        let opening = opening(level.atoms, inside.end);
        block.opening = level.atoms[..opening].iter().map(|atom| atom.text).collect();
        let mut i = opening;
        let mut leads = Vec::new();
        while i < level.atoms.len() {
            i = self.item(level, i, inside.end, kind, std::mem::take(&mut leads), &mut block, &mut leads)?;
        }
        block.rest = leads;
        block.last_comma = last_comma(&block, kind);
        let first = level.atoms.first().map_or(inside.end, |atom| atom.gap);
        let expanded = first.has_newline() && !level.atoms.is_empty();
        block.flat = if expanded || !block.opening.is_empty() { None } else { self.flat(&block) };
        Ok(block)
    }

    /// Reads the item at `i`. Returns the position of the next item, whose leads are added to `next`.
    #[expect(clippy::too_many_arguments, reason = "they are what a loop would hold")]
    fn item(
        &self,
        level: Level<'_, 'a>,
        start: usize,
        end: Gap,
        kind: BlockKind,
        leads: Vec<Lead<'a>>,
        block: &mut Block<'a>,
        next: &mut Vec<Lead<'a>>,
    ) -> Result<usize, UnsupportedLayout> {
        let atoms = level.atoms;
        let gap_at = |i: usize| atoms.get(i).map_or(end, |atom| atom.gap);
        let mut item = Item { leads, ..Item::default() };
        item.begins_line = gap_at(start).has_newline() && item.leads.is_empty();
        let mut i = start;
        while let Some(atom) = atoms.get(i) {
            let length = match &atom.kind {
                Kind::Comment { .. } | Kind::Doc { .. } => 1,
                Kind::Punct('#') => attribute(&atoms[i..]),
                _ => 0,
            };
            if length == 0 {
                break;
            }
            let text = &self.text[atom.start..atoms[i + length - 1].end()];
            // An attribute is on a separate line.
            let ends_line = atom.ends_line() || length > 1 || gap_at(i + length).has_newline();
            item.leads.push(self.lead(atom, text, ends_line));
            i += length;
        }
        let body = i;
        if body == atoms.len() {
            next.append(&mut item.leads);
            return Ok(body);
        }
        item.blank = atoms[body].gap.has_blank_line();
        let is_comma = |i: usize| atoms[i].is_punct(',') && !level.angles[i];
        while i < atoms.len() && !is_comma(i) && !self.begins_item(level, body, i, kind) {
            if matches!(atoms[i].kind, Kind::Doc { .. }) {
                return Err(UnsupportedLayout);
            }
            i += 1;
        }
        let mut behind = i;
        while behind > body && atoms[behind - 1].is_comment() {
            behind -= 1;
        }
        if behind == body {
            return Err(UnsupportedLayout);
        }
        // A comment on the same line stays before the comma, unless it ends the line.
        while behind < i && !atoms[behind].gap.has_newline() && !atoms[behind].ends_line() {
            behind += 1;
        }
        self.body(
            Level { atoms: &atoms[body..behind], angles: &level.angles[body..behind] },
            kind,
            &mut item,
        );
        item.comma = atoms.get(i).is_some_and(|atom| atom.is_punct(','));
        let comma = i;
        i += usize::from(item.comma);
        let before_comma = &atoms[behind..comma];
        let trails = before_comma.first().is_some_and(|comment| !comment.gap.has_newline());
        let (trailing, moved) = before_comma.split_at(usize::from(trails));
        item.trailing = trailing.iter().map(|comment| comment.text).collect();
        next.extend(moved.iter().map(|comment| self.lead(comment, comment.text, true)));
        let mut tail = trailing.first();
        if item.comma && before_comma.is_empty() {
            let mut after = i;
            while atoms.get(after).is_some_and(|atom| atom.is_comment() && !atom.gap.has_newline()) {
                after += 1;
            }
            let line_ends = after > i && (gap_at(after).has_newline() || after == atoms.len());
            if line_ends || after > i && atoms[after - 1].ends_line() {
                item.trailing = atoms[i..after].iter().map(|comment| comment.text).collect();
                tail = Some(&atoms[i]);
                i = after;
            }
        }
        item.tail = tail.and_then(|comment| self.tail(&atoms[body], comment));
        item.flat = self.flat_body(&item);
        block.items.push(item);
        Ok(i)
    }

    fn lead(&self, atom: &Atom<'a>, text: &'a str, ends_line: bool) -> Lead<'a> {
        let column = || {
            let line = self.text[..atom.start].rfind('\n').map_or(0, |newline| newline + 1);
            self.style.width(&self.text[line..atom.start])
        };
        Lead {
            text,
            column: if text.contains('\n') { column() } else { 0 },
            moves: atom.is_comment(),
            blank: atom.gap.has_blank_line(),
            ends_line,
        }
    }

    fn tail(&self, first: &Atom, comment: &Atom) -> Option<Tail> {
        let text = &self.text[first.start..comment.start];
        let width = text.chars().count();
        let plain = !text.contains('\n') && !comment.gap.other;
        plain.then(|| Tail { width: width - comment.gap.width, gap: comment.gap.width })
    }

    /// Returns `true` if an item begins on a new line without a comma before it.
    fn begins_item(&self, level: Level, body: usize, i: usize, kind: BlockKind) -> bool {
        let atoms = level.atoms;
        if i == body || !atoms[i].gap.has_newline() || level.angles[i] {
            return false;
        }
        match kind {
            BlockKind::Block => {
                key_length(&atoms[i..]).is_some_and(|length| separator(atoms, i + length).is_some())
            }
            BlockKind::Macro => {
                let before = &atoms[significant(&atoms[..i]) - 1];
                matches!(&before.kind, Kind::Group(inside) if inside.delimiter == Delimiter::Brace)
                    && !atoms[i].is_comment()
            }
        }
    }

    fn body(&self, level: Level<'_, 'a>, kind: BlockKind, item: &mut Item<'a>) {
        let atoms = level.atoms;
        let key = key_length(atoms).filter(|_| kind == BlockKind::Block);
        let Some((key, separator)) = key.and_then(|length| Some((length, separator(atoms, length)?))) else {
            // `key { … }`, `pub Chat { … }`, or only a value.
            let last = significant(atoms) - 1;
            let is_block = |i: usize| match &atoms[i].kind {
                Kind::Group(inside) => {
                    inside.delimiter == Delimiter::Brace
                        || i == last && (i == 0 || kind == BlockKind::Macro)
                        || i == last && i == 1 && inside.delimiter == Delimiter::Parenthesis && key.is_some()
                }
                _ => false,
            };
            return self.stream(level, &is_block, &mut item.pieces);
        };
        let mut text: String = atoms[..key].iter().map(|atom| atom.text).collect();
        text += separator;
        let value = Level { atoms: &atoms[key + 1..], angles: &level.angles[key + 1..] };
        let Some(first) = value.atoms.first() else {
            return item.pieces.push(Piece::Text(text));
        };
        let only = value.atoms.iter().filter(|atom| !atom.is_comment()).count() == 1;
        let is_block = |i: usize| match &value.atoms[i].kind {
            Kind::Group(inside) => only || inside.delimiter == Delimiter::Brace,
            _ => false,
        };
        if first.is_comment() {
            text.push(' ');
            item.pieces.push(Piece::Text(text));
        } else {
            let plain = !first.gap.has_newline() && !first.gap.other;
            let width = self.style.width(&text);
            item.head = Some(Head { text, width, gap: plain.then_some(first.gap.width) });
        }
        self.stream(value, &is_block, &mut item.pieces);
    }

    /// Reads tokens that have no layout, except for that of the blocks among them.
    fn stream(&self, level: Level<'_, 'a>, is_block: &dyn Fn(usize) -> bool, pieces: &mut Vec<Piece<'a>>) {
        let Level { atoms, angles } = level;
        for (i, atom) in atoms.iter().enumerate() {
            let block = match &atom.kind {
                Kind::Group(inside) if is_block(i) && !has_semicolon(inside) => {
                    self.block(inside, BlockKind::Block).ok()
                }
                _ => None,
            };
            let space = i > 0
                && !atoms[i - 1].ends_line()
                && match &block {
                    Some(block) => {
                        block.delimiter != Delimiter::Parenthesis
                            || matches!(atoms[i - 1].kind, Kind::Comment { .. })
                    }
                    None => space_before(atoms, i, angles),
                };
            if space {
                push(pieces, " ");
            }
            match (block, &atom.kind) {
                (Some(block), _) => pieces.push(Piece::Block(block)),
                (None, Kind::Group(inside)) if !is_block(i) => {
                    let (open, close) = delimiters(inside.delimiter);
                    push(pieces, open);
                    let angles = inside_angles(&inside.atoms);
                    self.stream(Level { atoms: &inside.atoms, angles: &angles }, &|_| false, pieces);
                    push(pieces, close);
                }
                _ => push(pieces, atom.text),
            }
            if atom.ends_line() {
                pieces.push(Piece::Break);
            }
        }
    }

    /// Returns the width of a block on one line.
    fn flat(&self, block: &Block) -> Option<usize> {
        let mut width = 2 + 2 * block.padding().len();
        let last = block.items.len().wrapping_sub(1);
        for (i, item) in block.items.iter().enumerate() {
            let separated = i == last || item.comma;
            let trails = !item.trailing.is_empty() && (i != last || !block.rest.is_empty());
            if !separated || trails || i > 0 && item.blank {
                return None;
            }
            width += self.flat_leads(&item.leads, i == 0)? + item.flat?;
            width += usize::from(block.has_comma(i, false)) + usize::from(i != last);
            for comment in &item.trailing {
                if comment.starts_with("//") || comment.contains('\n') {
                    return None;
                }
                width += 1 + self.style.width(comment);
            }
        }
        if !block.rest.is_empty() {
            // The space after the last lead replaces the one before the first item.
            let rest = self.flat_leads(&block.rest, block.items.is_empty())?;
            width += if block.items.is_empty() { rest - 1 } else { rest };
        }
        Some(width)
    }

    /// Returns the width of leads, each with a space after it.
    fn flat_leads(&self, leads: &[Lead], first: bool) -> Option<usize> {
        let mut width = 0;
        for (i, lead) in leads.iter().enumerate() {
            if lead.ends_line || lead.text.contains('\n') || lead.blank && !(first && i == 0) {
                return None;
            }
            width += self.style.width(lead.text) + 1;
        }
        Some(width)
    }

    fn flat_body(&self, item: &Item) -> Option<usize> {
        let mut width = item.head.as_ref().map_or(0, |head| head.width + 1);
        for piece in &item.pieces {
            width += match piece {
                Piece::Text(text) if text.contains('\n') => return None,
                Piece::Text(text) => self.style.width(text),
                Piece::Block(block) => block.flat?,
                Piece::Break => return None,
            };
        }
        Some(width)
    }
}

/// Returns the number of atoms before the comments at the end.
fn significant(atoms: &[Atom]) -> usize {
    atoms.iter().rposition(|atom| !atom.is_comment()).map_or(0, |last| last + 1)
}

/// Returns the number of comments after the opening delimiter, if they end its line.
fn opening(atoms: &[Atom], end: Gap) -> usize {
    let count = atoms.iter().take_while(|atom| atom.is_comment() && !atom.gap.has_newline()).count();
    let after = atoms.get(count).map_or(end, |atom| atom.gap);
    if after.has_newline() { count } else { 0 }
}

/// Returns the number of atoms of the attribute at the start.
fn attribute(atoms: &[Atom]) -> usize {
    let is_brackets =
        |atom: &Atom| matches!(&atom.kind, Kind::Group(inside) if inside.delimiter == Delimiter::Bracket);
    match atoms {
        [_, group, ..] if is_brackets(group) => 2,
        [_, bang, group, ..] if bang.is_punct('!') && is_brackets(group) => 3,
        _ => 0,
    }
}

/// Returns the number of atoms of the key at the start, if there is one.
fn key_length(atoms: &[Atom]) -> Option<usize> {
    match atoms {
        [dollar, word, ..] if dollar.is_punct('$') && matches!(word.kind, Kind::Word) => Some(2),
        [word, ..] if matches!(word.kind, Kind::Word | Kind::Literal) => Some(1),
        _ => None,
    }
}

/// Returns the separator between a key and its value at this position, if there is one.
fn separator(atoms: &[Atom], i: usize) -> Option<&'static str> {
    let atom = atoms.get(i)?;
    if atom.is_punct(':') && !at_path_separator(atoms, i) {
        return Some(":");
    }
    let compound = is_joint(atoms, i, '=', '=') || is_joint(atoms, i, '=', '>');
    (atom.is_punct('=') && !compound).then_some(" =")
}

/// Returns `true` for types such as `[u8; 4]`.
fn has_semicolon(inside: &GroupContent) -> bool {
    inside.atoms.iter().any(|atom| atom.is_punct(';'))
}

fn last_comma(block: &Block, kind: BlockKind) -> LastComma {
    let Some(last) = block.items.last() else { return LastComma::Never };
    // `(T,)` and `(T)` are different types.
    let tuple = block.delimiter == Delimiter::Parenthesis && block.items.len() == 1 && last.head.is_none();
    // The comma is not the last token.
    let before_tokens = block.rest.iter().any(|lead| !lead.moves);
    if tuple || before_tokens {
        return if last.comma { LastComma::Always } else { LastComma::Never };
    }
    if kind == BlockKind::Macro { LastComma::Never } else { LastComma::AtLineEnd }
}

fn push(pieces: &mut Vec<Piece>, text: &str) {
    match pieces.last_mut() {
        Some(Piece::Text(before)) => before.push_str(text),
        _ => pieces.push(Piece::Text(text.to_owned())),
    }
}
