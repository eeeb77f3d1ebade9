use std::{borrow::Cow, ops::Range};

/// Lines of up to this many bytes are drawn whole.
const LONGEST: usize = 4096;
/// The bytes of a longer line that are kept on either side of its finding.
const CONTEXT: usize = 512;
const CUT: char = '…';

/// The part of the source around a finding that is drawn.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Excerpt<'a> {
    pub(super) text: Cow<'a, str>,
    /// The bytes of the finding in `text`.
    pub(super) span: Range<usize>,
    pub(super) is_cut: bool,
}

impl<'a> Excerpt<'a> {
    /// Cuts long lines around `span`, and a long span after its beginning.
    pub(super) fn new(lines: &'a str, span: Range<usize>) -> Self {
        if lines.len() <= LONGEST {
            return Excerpt { text: lines.into(), span, is_cut: false };
        }
        let until = lines.floor_char_boundary(span.end.min(span.start + 2 * CONTEXT));
        let begin = lines.floor_char_boundary(span.start.saturating_sub(CONTEXT));
        let end = lines.floor_char_boundary(until + CONTEXT);
        let mut text = String::with_capacity(end - begin + 2 * CUT.len_utf8());
        if begin > 0 {
            text.push(CUT);
        }
        let shift = |byte: usize| byte - begin + text.len();
        let span = shift(span.start)..shift(until);
        text.push_str(&lines[begin..end]);
        if end < lines.len() {
            text.push(CUT);
        }
        Excerpt { text: text.into(), span, is_cut: true }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_lines_are_whole() {
        let line = "x".repeat(LONGEST);
        let excerpt = Excerpt::new(&line, 3..7);
        assert_eq!(excerpt, Excerpt { text: (&*line).into(), span: 3..7, is_cut: false });
    }

    /// Of letters of one to four bytes, tabs included, at every place of a long line.
    #[test]
    fn long_lines_are_cut_between_characters() {
        for letter in ["a", "\t", "é", "語", "🦀"] {
            let line = letter.repeat(2 * LONGEST);
            for at in (0..2 * LONGEST).step_by(97) {
                let span = at * letter.len()..(at + 1) * letter.len();
                let excerpt = Excerpt::new(&line, span);
                assert_eq!(&excerpt.text[excerpt.span.clone()], letter);
                assert!(excerpt.is_cut && excerpt.text.len() <= 2 * CONTEXT + 16, "{}", excerpt.text.len());
            }
        }
    }

    #[test]
    fn a_long_span_is_cut_after_its_beginning() {
        let line = format!("{}{}", "a".repeat(LONGEST), "é".repeat(LONGEST));
        let excerpt = Excerpt::new(&line, LONGEST..line.len());
        assert!(excerpt.text[excerpt.span.clone()].starts_with('é'));
        assert!(excerpt.text.len() < LONGEST && excerpt.span.len() <= 2 * CONTEXT);
        assert!(excerpt.text.starts_with('…') && excerpt.text.ends_with('…'));
    }

    #[test]
    fn the_ends_of_a_line_are_not_marked() {
        let line = "a".repeat(2 * LONGEST);
        assert!(!Excerpt::new(&line, 0..1).text.starts_with('…'));
        assert!(!Excerpt::new(&line, line.len() - 1..line.len()).text.ends_with('…'));
    }
}
