//! Alignment of values and of comments at the end of a line.

use super::{
    Style,
    tree::{Block, Item, Piece},
};

/// The number of spaces after the key of an item, and before the comment after the item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Columns {
    pub(super) value: usize,
    pub(super) comment: usize,
}

/// Returns the columns of items on separate lines, which are indented by `indentation` columns.
pub(super) fn columns(block: &Block, indentation: usize, style: &Style) -> Vec<Columns> {
    let fits: Vec<bool> = (0..block.items.len()).map(|i| fits(block, i, indentation, 0, style)).collect();
    let mut columns = vec![Columns { value: 1, comment: 1 }; block.items.len()];
    let items = &block.items;
    let mut start = 0;
    while start < items.len() {
        let follows = |i: usize| {
            items[i - 1].head.is_some() && fits[i - 1] && !is_apart(&items[i]) && items[i].head.is_some()
        };
        let end = end_of_run(start, items.len(), follows);
        align_values(block, start..end, &fits, indentation, style, &mut columns);
        start = end;
    }
    start = 0;
    while start < items.len() {
        let follows = |i: usize| {
            let one_line = |i: usize| fits[i] && items[i].tail.is_some();
            one_line(i - 1) && one_line(i) && !is_apart(&items[i]) && items[i].leads.is_empty()
        };
        let end = end_of_run(start, items.len(), follows);
        align_comments(block, start..end, &mut columns);
        start = end;
    }
    columns
}

fn end_of_run(start: usize, count: usize, follows: impl Fn(usize) -> bool) -> usize {
    (start + 1..count).find(|i| !follows(*i)).unwrap_or(count)
}

/// Returns `true` if a blank line or a lead separates the item from the previous one.
fn is_apart(item: &Item) -> bool {
    item.blank || item.leads.iter().any(|lead| lead.blank || !lead.ends_line)
}

/// Returns `true` if an item fits on its line with this many more spaces. A block that does not is laid out
/// again.
fn fits(block: &Block, i: usize, indentation: usize, more: usize, style: &Style) -> bool {
    let item = &block.items[i];
    let Some(width) = item.flat else { return false };
    let has_block = item.pieces.iter().any(|piece| matches!(piece, Piece::Block(_)));
    let leads = item.leads.iter().filter(|lead| !lead.ends_line);
    let leads: usize = leads.map(|lead| style.width(lead.text) + 1).sum();
    !has_block
        || indentation + leads + width + more + usize::from(block.has_comma(i, true)) <= style.max_width
}

fn align_values(
    block: &Block,
    run: std::ops::Range<usize>,
    fits_so_far: &[bool],
    indentation: usize,
    style: &Style,
    columns: &mut [Columns],
) {
    let items = &block.items[run.clone()];
    let heads: Vec<_> = items.iter().filter_map(|item| item.head.as_ref()).collect();
    let aligned = items.windows(2).zip(heads.windows(2)).any(|(items, heads)| {
        let column = |i: usize| heads[i].gap.map(|gap| heads[i].width + gap);
        let own_lines =
            items.iter().all(|item| item.begins_line || item.leads.iter().any(|lead| lead.ends_line));
        own_lines && heads[0].width != heads[1].width && column(0).is_some() && column(0) == column(1)
    });
    let widest = heads.iter().map(|head| head.width).max().unwrap_or_default();
    let more = |i: usize| widest - heads[i].width;
    let fit = || {
        run.clone()
            .enumerate()
            .all(|(i, item)| !fits_so_far[item] || fits(block, item, indentation, more(i), style))
    };
    if aligned && fit() {
        for (i, item) in run.clone().enumerate() {
            columns[item].value += more(i);
        }
    }
}

fn align_comments(block: &Block, run: std::ops::Range<usize>, columns: &mut [Columns]) {
    let tails: Vec<_> = block.items[run.clone()].iter().filter_map(|item| item.tail).collect();
    let aligned = tails.windows(2).any(|pair| {
        pair[0].width != pair[1].width && pair[0].width + pair[0].gap == pair[1].width + pair[1].gap
    });
    if !aligned {
        return;
    }
    let width = |i: usize| {
        let flat = block.items[i].flat.unwrap_or_default();
        flat + columns[i].value + usize::from(block.has_comma(i, true))
    };
    let widths: Vec<usize> = run.clone().map(width).collect();
    let widest = widths.iter().copied().max().unwrap_or_default();
    for (i, width) in run.zip(widths) {
        columns[i].comment += widest - width;
    }
}
