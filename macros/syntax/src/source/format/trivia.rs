/// Whitespace or a comment between two tokens.
#[derive(Debug, PartialEq)]
pub(super) enum Piece<'a> {
    Space(&'a str),
    Comment(&'a str),
}

/// Returns the whitespace or the comment at the start of a text. A doc comment is a token.
pub(super) fn first_piece(text: &str) -> Option<Piece<'_>> {
    let space = text.len() - text.trim_start_matches(is_space).len();
    if space > 0 {
        return Some(Piece::Space(&text[..space]));
    }
    if doc_comment(text).is_some() {
        return None;
    }
    comment(text).map(Piece::Comment)
}

/// Returns the doc comment at the start of a text.
pub(super) fn doc_comment(text: &str) -> Option<&str> {
    let is_doc = match text.as_bytes() {
        [b'/', b'/', b'!', ..] | [b'/', b'*', b'!', ..] => true,
        [b'/', b'/', b'/', rest @ ..] => rest.first() != Some(&b'/'),
        [b'/', b'*', b'*', rest @ ..] => !matches!(rest.first(), Some(b'*' | b'/')),
        _ => false,
    };
    if is_doc { comment(text) } else { None }
}

fn comment(text: &str) -> Option<&str> {
    if text.starts_with("//") {
        // A carriage return is a part of the line break.
        let line = &text[..text.find('\n').unwrap_or(text.len())];
        return Some(line.strip_suffix('\r').unwrap_or(line));
    }
    block_comment(text).map(|length| &text[..length])
}

/// Returns `true` for whitespace of Rust.
fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200e}' | '\u{200f}')
}

/// Returns the length of the block comment at the start of the text. Block comments nest.
fn block_comment(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let (mut depth, mut i) = (0_usize, 0);
    while i < bytes.len() {
        match bytes.get(i..i + 2) {
            Some(b"/*") => {
                depth += 1;
                i += 2;
            }
            Some(b"*/") if depth > 0 => {
                depth -= 1;
                i += 2;
            }
            _ if depth == 0 => return None,
            _ => i += 1,
        }
        if depth == 0 {
            return Some(i);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(mut text: &str) -> (Vec<Piece<'_>>, &str) {
        let mut pieces = Vec::new();
        while let Some(piece) = first_piece(text) {
            let (Piece::Space(written) | Piece::Comment(written)) = piece;
            text = &text[written.len()..];
            pieces.push(piece);
        }
        (pieces, text)
    }

    #[test]
    fn comment_is_read_to_its_delimiter_or_line_break() {
        use Piece::{Comment, Space};
        assert_eq!(all(""), (vec![], ""));
        assert_eq!(
            all(" // a \r\n\t/* b /* c */ // */x"),
            (vec![Space(" "), Comment("// a "), Space("\r\n\t"), Comment("/* b /* c */ // */")], "x")
        );
        for comment in ["/**/", "/***/", "/*** a */", "//", "//// a"] {
            assert_eq!(all(comment), (vec![Comment(comment)], ""));
        }
        for token in ["/*/", "/ /", "x"] {
            assert_eq!(all(token), (vec![], token));
        }
    }

    #[test]
    fn doc_comments_are_tokens() {
        for doc in ["/// a", "///", "//! a", "/** a */", "/*! a */"] {
            assert_eq!(all(doc), (vec![], doc));
            let text = format!("{doc}\r\n");
            assert_eq!(doc_comment(&text), Some(doc));
            assert_eq!(
                text.parse::<proc_macro2::TokenStream>().expect("tokens").into_iter().count() / 2,
                1,
                "{doc}"
            );
        }
        for comment in ["/**/", "/***/", "/*** a */", "//", "//// a"] {
            assert_eq!(doc_comment(comment), None);
            assert!(comment.parse::<proc_macro2::TokenStream>().expect("no tokens").is_empty(), "{comment}");
        }
    }
}
