//! The room that the text of others has in a log line and in a reply.

use std::borrow::Cow;

/// The maximum length of text from a client, an event or another service in a log line or a reply, in characters.
pub(crate) const LIMIT: usize = 256;

/// The maximum length of an error's message, in bytes as a log writes it: with all that goes with it, the line stays below
/// 4 KB.
pub(crate) const MESSAGE_LIMIT: usize = 2048;

/// The end of a text whose rest is cut off.
const ELLIPSIS: char = '…';

/// Returns text from outside as logs and replies may show it: at most 256 characters, without control characters.
pub(crate) fn excerpt(text: &str) -> Cow<'_, str> {
    excerpt_of(text, LIMIT)
}

/// Returns an excerpt of at most `limit` characters, for a name within a longer text.
pub(crate) fn excerpt_of(text: &str, limit: usize) -> Cow<'_, str> {
    let text = cut(text, limit, |c| if c.is_control() { c.escape_default().count() } else { 1 });
    if !text.contains(char::is_control) {
        return text;
    }
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c.is_control() {
            true => escaped.extend(c.escape_default()),
            false => escaped.push(c),
        }
    }
    escaped.into()
}

/// Returns the beginning of a text that has at most `limit` bytes in a log, whose escapes count.
pub(crate) fn log_excerpt(text: &str, limit: usize) -> Cow<'_, str> {
    // Formats escape differently: `\u0000` as JSON, `\u{feff}` as text.
    cut(text, limit, |c| match c {
        ' '..='~' if !matches!(c, '"' | '\\') => 1,
        _ => c.escape_debug().map(char::len_utf8).sum::<usize>().max(if c.is_control() { 6 } else { 1 }),
    })
}

/// Returns the text if its characters cost at most `limit`; otherwise the longest beginning that does with an ellipsis.
fn cut(text: &str, limit: usize, cost: impl Fn(char) -> usize) -> Cow<'_, str> {
    let room = limit.saturating_sub(cost(ELLIPSIS));
    let (mut total, mut end) = (0, 0);
    for (i, c) in text.char_indices() {
        total += cost(c);
        if total > limit {
            return format!("{}{ELLIPSIS}", &text[..end]).into();
        }
        if total <= room {
            end = i + c.len_utf8();
        }
    }
    text.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_text_is_unchanged() {
        for text in ["", "Grüße, 世界 👋", &"x".repeat(LIMIT), &"é".repeat(LIMIT)] {
            assert!(matches!(excerpt(text), Cow::Borrowed(kept) if kept == text), "{text}");
        }
    }

    #[test]
    fn long_text_ends_with_an_ellipsis() {
        assert_eq!(excerpt(&"é".repeat(257)), format!("{}…", "é".repeat(255)));
        assert_eq!(excerpt_of("abcdef", 4), "abc…");
        assert_eq!(excerpt_of("abcd", 4), "abcd");
    }

    #[test]
    fn control_character_is_escaped_and_counted() {
        assert_eq!(excerpt("a\n\u{1b}[31m\u{85}"), r"a\n\u{1b}[31m\u{85}");
        assert_eq!(excerpt_of("\n\n\n", 5), r"\n\n…");
        assert_eq!(excerpt(&"\u{7f}".repeat(300)).chars().count(), 253);
    }

    #[test]
    fn log_excerpt_counts_escapes() {
        assert_eq!(log_excerpt("\"\"\"\"", 8), "\"\"\"\"");
        assert_eq!(log_excerpt("\"\"\"\"", 7), "\"\"…");
        assert_eq!(log_excerpt(&"x".repeat(3000), MESSAGE_LIMIT).len(), MESSAGE_LIMIT);
    }

    #[test]
    fn excerpt_of_any_text_is_within_the_limit() {
        let characters = [
            'a',
            '"',
            '\\',
            '\n',
            '\0',
            '\u{7f}',
            '\u{9f}',
            'é',
            '\u{301}',
            '\u{200b}',
            '世',
            '👋',
            '\u{e0001}',
        ];
        for text in characters.map(|c| c.to_string().repeat(300)) {
            for limit in [12, 64, 256] {
                let short = excerpt_of(&text, limit);
                assert!(short.chars().count() <= limit, "{short}");
                assert!(!short.contains(char::is_control), "{short:?}");
                let short = log_excerpt(&text, limit);
                assert!(format!("{short:?}").len() <= limit + 2, "{short:?}");
                assert!(serde_json::to_string(&*short).expect("JSON").len() <= limit + 2, "{short:?}");
            }
        }
    }
}
