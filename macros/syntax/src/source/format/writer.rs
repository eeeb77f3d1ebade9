use super::{
    Style,
    columns::columns,
    tree::{Block, Item, Lead, Piece},
};

/// A writer of blocks.
pub(super) struct Writer<'a> {
    pub(super) style: Style,
    pub(super) newline: &'a str,
    /// The start of every line.
    pub(super) margin: String,
    pub(super) text: String,
    /// The width of the last line.
    pub(super) column: usize,
}

impl Writer<'_> {
    /// Writes a block that is followed by more text on its last line.
    pub(super) fn block(&mut self, block: &Block, level: usize, more: usize) {
        match block.flat {
            Some(width) if self.column + width + more <= self.style.max_width => self.flat(block),
            _ => self.vertical(block, level),
        }
    }

    fn flat(&mut self, block: &Block) {
        let (open, close) = block.delimiters();
        self.push(open);
        self.push(block.padding());
        for (i, item) in block.items.iter().enumerate() {
            for lead in &item.leads {
                self.push(lead.text);
                self.push(" ");
            }
            self.push_head(item, 1);
            for piece in &item.pieces {
                match piece {
                    Piece::Text(text) => self.push(text),
                    Piece::Block(block) => self.flat(block),
                    Piece::Break => {}
                }
            }
            if block.has_comma(i, false) {
                self.push(",");
            }
            self.push_trailing(item, 1);
            if i + 1 < block.items.len() {
                self.push(" ");
            }
        }
        for (i, lead) in block.rest.iter().enumerate() {
            if i > 0 || !block.items.is_empty() {
                self.push(" ");
            }
            self.push(lead.text);
        }
        self.push(block.padding());
        self.push(close);
    }

    fn vertical(&mut self, block: &Block, level: usize) {
        let (open, close) = block.delimiters();
        self.push(open);
        for comment in &block.opening {
            self.push(" ");
            self.push(comment);
        }
        let inner = level + 1;
        let indentation = self.style.width(&self.margin) + inner * self.style.step();
        let columns = columns(block, indentation, &self.style);
        let mut first = true;
        for (i, (item, columns)) in block.items.iter().zip(columns).enumerate() {
            let begun = self.leads(&item.leads, inner, first);
            first &= item.leads.is_empty();
            if begun {
                self.push(" ");
            } else {
                self.begin_line(inner, item.blank && !first);
            }
            first = false;
            let comma = block.has_comma(i, true);
            self.push_head(item, columns.value);
            self.pieces(&item.pieces, inner, usize::from(comma));
            if comma {
                self.push(",");
            }
            self.push_trailing(item, columns.comment);
        }
        self.leads(&block.rest, inner, first);
        self.begin_line(level, false);
        self.push(close);
    }

    /// Writes leads. Returns `true` if other text may follow on the current line.
    fn leads(&mut self, leads: &[Lead], level: usize, mut first: bool) -> bool {
        let mut begun = false;
        for lead in leads {
            if begun && !lead.blank {
                self.push(" ");
            } else {
                self.begin_line(level, lead.blank && !first);
            }
            self.push_lead(lead);
            begun = !lead.ends_line;
            first = false;
        }
        begun
    }

    /// Writes a lead. A comment of several lines keeps its form.
    fn push_lead(&mut self, lead: &Lead) {
        if !lead.moves || lead.column == self.column || !lead.text.contains('\n') {
            return self.push(lead.text);
        }
        let mut moved = String::new();
        for (i, line) in lead.text.split('\n').enumerate() {
            let rest = line.trim_start_matches([' ', '\t']);
            if i > 0 {
                moved.push('\n');
                let width = self.style.width(&line[..line.len() - rest.len()]) + self.column;
                if !rest.trim_end().is_empty() {
                    moved += &self.style.indentation(width.saturating_sub(lead.column));
                }
            }
            moved += rest;
        }
        self.push(&moved);
    }

    fn pieces(&mut self, pieces: &[Piece], level: usize, comma: usize) {
        let mut level = level;
        for (i, piece) in pieces.iter().enumerate() {
            match piece {
                Piece::Text(text) => self.push(text),
                Piece::Block(block) => {
                    let more = self.rest_of_line(&pieces[i + 1..], comma);
                    self.block(block, level, more);
                }
                // The pieces after a comment are indented by one more level.
                Piece::Break if pieces.get(i + 1).is_some() => {
                    level += usize::from(!pieces[..i].iter().any(|piece| matches!(piece, Piece::Break)));
                    self.begin_line(level, false);
                }
                Piece::Break => {}
            }
        }
    }

    /// Returns the width of the text up to the end of the line.
    fn rest_of_line(&self, pieces: &[Piece], comma: usize) -> usize {
        let mut width = 0;
        for piece in pieces {
            match piece {
                Piece::Text(text) => {
                    width += self.style.width(text.split('\n').next().unwrap_or_default());
                    if text.contains('\n') {
                        return width;
                    }
                }
                Piece::Block(_) => return width + 1,
                Piece::Break => return width,
            }
        }
        width + comma
    }

    fn push_head(&mut self, item: &Item, spaces: usize) {
        if let Some(head) = &item.head {
            self.push(&head.text);
            self.push(&" ".repeat(spaces));
        }
    }

    fn push_trailing(&mut self, item: &Item, spaces: usize) {
        for (i, comment) in item.trailing.iter().enumerate() {
            self.push(&" ".repeat(if i == 0 { spaces } else { 1 }));
            self.push(comment);
        }
    }

    fn begin_line(&mut self, level: usize, blank: bool) {
        if blank {
            self.text += self.newline;
        }
        self.text += self.newline;
        self.text += &self.margin;
        self.text += &self.style.indentation(level * self.style.step());
        self.column = self.style.width(&self.margin) + level * self.style.step();
    }

    fn push(&mut self, text: &str) {
        self.text += text;
        match text.rfind('\n') {
            Some(newline) => self.column = self.style.width(&text[newline + 1..]),
            None => self.column += self.style.width(text),
        }
    }
}
