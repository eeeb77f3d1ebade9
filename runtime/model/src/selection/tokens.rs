//! The tokens of JSON, by the grammar of RFC 8259.
//!
//! serde_json rejects some texts of the grammar: lone surrogates, numbers out of the range of `f64`, and more
//! than 128 levels. RFC 8259 allows each parser such limits, and API Gateway's parser has others.

/// A token of a JSON text, as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token<'a> {
    Open(Container),
    Close(Container),
    /// The name of a member, with its quotes.
    Name(&'a str),
    /// A string with its quotes, a number, `true`, `false` or `null`.
    Scalar(&'a str),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Container {
    Object,
    Array,
}

/// The text breaks the grammar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NotJson;

/// The tokens of a text, in order. The last item is an error if the text is not one JSON value.
#[derive(Clone, Debug)]
pub(super) struct Tokens<'a> {
    text: &'a str,
    at: usize,
    /// The offset of the last token.
    start: usize,
    expected: ExpectedToken,
    open: OpenContainers,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ExpectedToken {
    Value,
    /// The first item of an array, or its end.
    FirstItem,
    Name,
    /// The first name of an object, or its end.
    FirstName,
    /// A comma, or the end of the container. At the outermost level, the end of the text.
    Next,
    /// Nothing: the text has ended, or is invalid.
    Nothing,
}

impl<'a> Tokens<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Tokens { text, at: 0, start: 0, expected: ExpectedToken::Value, open: OpenContainers::default() }
    }

    /// Returns the offset of the last token.
    pub(super) fn start(&self) -> usize {
        self.start
    }

    /// Returns the number of open containers.
    pub(super) fn depth(&self) -> usize {
        self.open.depth
    }

    /// Returns the innermost open container.
    pub(super) fn container(&self) -> Option<Container> {
        self.open.innermost()
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn skip_white_space(&mut self) {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.peek() {
            self.at += 1;
        }
    }

    fn read(&mut self) -> Result<Option<Token<'a>>, NotJson> {
        loop {
            self.skip_white_space();
            self.start = self.at;
            let Some(byte) = self.peek() else {
                let has_ended = self.expected == ExpectedToken::Next && self.depth() == 0;
                return if has_ended { Ok(None) } else { Err(NotJson) };
            };
            match (self.expected, byte) {
                (ExpectedToken::Nothing, _) => return Ok(None),
                (ExpectedToken::Next, b',') => {
                    self.expected = match self.container().ok_or(NotJson)? {
                        Container::Object => ExpectedToken::Name,
                        Container::Array => ExpectedToken::Value,
                    };
                    self.at += 1;
                }
                (ExpectedToken::Next | ExpectedToken::FirstName, b'}') => {
                    return self.close(Container::Object).map(Some);
                }
                (ExpectedToken::Next | ExpectedToken::FirstItem, b']') => {
                    return self.close(Container::Array).map(Some);
                }
                (ExpectedToken::Next, _) => return Err(NotJson),
                (ExpectedToken::Name | ExpectedToken::FirstName, _) => return self.name().map(Some),
                (ExpectedToken::Value | ExpectedToken::FirstItem, _) => return self.value(byte).map(Some),
            }
        }
    }

    fn close(&mut self, container: Container) -> Result<Token<'a>, NotJson> {
        if self.container() != Some(container) {
            return Err(NotJson);
        }
        self.open.pop();
        self.at += 1;
        self.expected = ExpectedToken::Next;
        Ok(Token::Close(container))
    }

    fn name(&mut self) -> Result<Token<'a>, NotJson> {
        let name = self.string()?;
        self.skip_white_space();
        if self.peek() != Some(b':') {
            return Err(NotJson);
        }
        self.at += 1;
        self.expected = ExpectedToken::Value;
        Ok(Token::Name(name))
    }

    fn value(&mut self, first: u8) -> Result<Token<'a>, NotJson> {
        let (container, expected) = match first {
            b'{' => (Container::Object, ExpectedToken::FirstName),
            b'[' => (Container::Array, ExpectedToken::FirstItem),
            _ => {
                let scalar = match first {
                    b'"' => self.string(),
                    b'-' | b'0'..=b'9' => self.number(),
                    _ => self.word(),
                }?;
                self.expected = ExpectedToken::Next;
                return Ok(Token::Scalar(scalar));
            }
        };
        self.open.push(container);
        self.at += 1;
        self.expected = expected;
        Ok(Token::Open(container))
    }

    fn word(&mut self) -> Result<&'a str, NotJson> {
        let rest = &self.text[self.at..];
        let word = ["true", "false", "null"].into_iter().find(|word| rest.starts_with(word));
        word.map(|word| self.take(word.len())).ok_or(NotJson)
    }

    fn number(&mut self) -> Result<&'a str, NotJson> {
        let bytes = &self.text.as_bytes()[self.at..];
        let digits = |from: usize| {
            let digits = bytes[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
            if digits == 0 { Err(NotJson) } else { Ok(digits) }
        };
        let mut length = usize::from(bytes.first() == Some(&b'-'));
        length += if bytes.get(length) == Some(&b'0') { 1 } else { digits(length)? };
        if bytes.get(length) == Some(&b'.') {
            length += 1 + digits(length + 1)?;
        }
        if let Some(b'e' | b'E') = bytes.get(length) {
            let sign = usize::from(matches!(bytes.get(length + 1), Some(b'+' | b'-')));
            length += 1 + sign;
            length += digits(length)?;
        }
        Ok(self.take(length))
    }

    fn string(&mut self) -> Result<&'a str, NotJson> {
        let bytes = &self.text.as_bytes()[self.at..];
        if bytes.first() != Some(&b'"') {
            return Err(NotJson);
        }
        let mut length = 1;
        loop {
            match bytes.get(length).ok_or(NotJson)? {
                b'"' => return Ok(self.take(length + 1)),
                b'\\' => {
                    length += match bytes.get(length + 1).ok_or(NotJson)? {
                        b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't' => 2,
                        b'u' => {
                            let digits = bytes.get(length + 2..length + 6).ok_or(NotJson)?;
                            if !digits.iter().all(u8::is_ascii_hexdigit) {
                                return Err(NotJson);
                            }
                            6
                        }
                        _ => return Err(NotJson),
                    }
                }
                ..b' ' => return Err(NotJson),
                _ => length += 1,
            }
        }
    }

    fn take(&mut self, length: usize) -> &'a str {
        let taken = &self.text[self.at..self.at + length];
        self.at += length;
        taken
    }
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Result<Token<'a>, NotJson>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.expected == ExpectedToken::Nothing {
            return None;
        }
        let read = self.read().transpose();
        if !matches!(read, Some(Ok(_))) {
            self.expected = ExpectedToken::Nothing;
        }
        read
    }
}

/// The open containers, outermost first, with one bit each, so that 64 levels need no heap memory.
#[derive(Clone, Debug, Default)]
struct OpenContainers {
    depth: usize,
    /// The innermost 64 or fewer. The bit 1 is an object.
    inner: u64,
    /// The other containers, 64 in each item.
    outer: Vec<u64>,
}

impl OpenContainers {
    fn push(&mut self, container: Container) {
        if self.depth > 0 && self.depth.is_multiple_of(64) {
            self.outer.push(self.inner);
        }
        self.inner = self.inner << 1 | u64::from(container == Container::Object);
        self.depth += 1;
    }

    fn pop(&mut self) {
        self.depth -= 1;
        self.inner >>= 1;
        if self.depth.is_multiple_of(64) {
            self.inner = self.outer.pop().unwrap_or_default();
        }
    }

    fn innermost(&self) -> Option<Container> {
        let container = if self.inner & 1 == 1 { Container::Object } else { Container::Array };
        (self.depth > 0).then_some(container)
    }
}

/// Writes the characters of a string or a name in quotes. Returns `false` if a surrogate is alone; U+FFFD
/// replaces it.
pub(super) fn decode(quoted: &str, decoded: &mut String) -> bool {
    let mut is_text = true;
    let quoteless = quoted.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    let mut rest = quoteless.unwrap_or(quoted);
    while let Some((plain, escaped)) = rest.split_once('\\') {
        *decoded += plain;
        let (unit, after) = unit(escaped);
        let (pair, after_pair) = match after.strip_prefix('\\') {
            Some(second) if (0xD800..0xDC00).contains(&unit) => self::unit(second),
            _ => (0, after),
        };
        rest = after;
        let character = if (0xDC00..0xE000).contains(&pair) {
            rest = after_pair;
            char::from_u32(0x1_0000 + ((unit - 0xD800) << 10) + (pair - 0xDC00))
        } else {
            char::from_u32(unit)
        };
        is_text &= character.is_some();
        decoded.push(character.unwrap_or(char::REPLACEMENT_CHARACTER));
    }
    *decoded += rest;
    is_text
}

/// Returns the UTF-16 unit of an escape after its backslash, and the text after it.
fn unit(escaped: &str) -> (u32, &str) {
    let mut rest = escaped.chars();
    let unit = match rest.next() {
        Some('u') => {
            let (digits, after) = rest.as_str().split_at_checked(4).unwrap_or_default();
            return (u32::from_str_radix(digits, 16).unwrap_or_default(), after);
        }
        Some('b') => 0x08,
        Some('f') => 0x0C,
        Some('n') => 0x0A,
        Some('r') => 0x0D,
        Some('t') => 0x09,
        other => other.map_or(0, u32::from),
    };
    (unit, rest.as_str())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::Value;

    use super::*;

    fn is_json(text: &str) -> bool {
        Tokens::new(text).all(|token| token.is_ok())
    }

    #[test]
    fn tokens_have_their_kinds() {
        let tokens: Result<Vec<_>, _> = Tokens::new(r#" {"a" : [1, {}], "b\"":"x" } "#).collect();
        let [object, array] = [Container::Object, Container::Array];
        assert_eq!(
            tokens.expect("JSON"),
            [
                Token::Open(object),
                Token::Name("\"a\""),
                Token::Open(array),
                Token::Scalar("1"),
                Token::Open(object),
                Token::Close(object),
                Token::Close(array),
                Token::Name(r#""b\"""#),
                Token::Scalar("\"x\""),
                Token::Close(object),
            ]
        );
    }

    #[test]
    fn texts_are_json_by_the_grammar_of_rfc_8259() {
        let deep = "[".repeat(60_000) + &"]".repeat(60_000);
        for text in [
            r#""\ud83d""#,
            r#""\ud83d\ud83d\ude00""#,
            "1e309",
            "-1E+999",
            "0",
            "-0.0e-0",
            " [ ] ",
            "{}",
            "\t\r\n null ",
            r#"{"a":1,"a":2}"#,
            &deep,
        ] {
            assert!(is_json(text), "{text:.40}");
        }
        for text in [
            "",
            " ",
            "hello",
            "{",
            "[",
            "]",
            "[1",
            "[1,]",
            "[,1]",
            "{,}",
            r#"{"a"}"#,
            r#"{"a":}"#,
            r#"{"a":1,}"#,
            r#"{"a" 1}"#,
            "{1:2}",
            "[}",
            "[1}",
            "{]",
            r#"{"a":1]"#,
            "1 2",
            "{} {}",
            "[] x",
            "01",
            "-",
            "1.",
            ".5",
            "+1",
            "1e",
            "1e+",
            "0x1",
            "NaN",
            "Infinity",
            "nul",
            "truefalse",
            "'a'",
            "\"",
            "\"a",
            "\"\\",
            r#""\x""#,
            r#""\u12""#,
            r#""\u12g4""#,
            r#""\u123"#,
            "\"\t\"",
            "\"\u{1}\"",
            "\u{FEFF}{}",
            "\u{A0}1",
            "// a\n1",
            "[1]/**/",
        ] {
            assert!(!is_json(text), "{text}");
        }
    }

    #[test]
    fn surrogate_pairs_become_characters_and_lone_ones_are_replaced() {
        let decoded = |quoted: &str| {
            let mut decoded = String::new();
            (decode(quoted, &mut decoded), decoded)
        };
        assert_eq!(decoded(r#""a\"\\\/\b\f\n\r\tb""#), (true, "a\"\\/\u{8}\u{c}\n\r\tb".to_owned()));
        assert_eq!(decoded(r#""\ud83d\ude00\u00e9""#), (true, "\u{1F600}é".to_owned()));
        assert_eq!(decoded(r#""x\ud83d""#), (false, "x\u{FFFD}".to_owned()));
        assert_eq!(decoded(r#""\ude00\ud83d""#), (false, "\u{FFFD}\u{FFFD}".to_owned()));
        assert_eq!(decoded(r#""\ud83d\n""#), (false, "\u{FFFD}\n".to_owned()));
        assert_eq!(decoded(r#""\ud83d\ud83d\ude00""#), (false, "\u{FFFD}\u{1F600}".to_owned()));
        assert_eq!(decoded(r#""\\""#), (true, "\\".to_owned()));
    }

    #[test]
    fn open_containers_are_checked_at_any_depth() {
        let mut text = String::new();
        for level in 0..1_000 {
            text += if level % 3 == 0 { "[" } else { "{\"a\":" };
        }
        text += "1";
        for level in (0..1_000).rev() {
            text += if level % 3 == 0 { "]" } else { "}" };
        }
        assert!(is_json(&text));
        let wrong = text.replacen("]}}]", "]}]]", 1);
        assert!(wrong != text && !is_json(&wrong));
    }

    /// The reasons for which serde_json rejects JSON.
    const LIMITS: [&str; 4] = [
        "recursion limit exceeded",
        "number out of range",
        "lone leading surrogate",
        "unexpected end of hex escape",
    ];

    proptest! {
        /// For any text serde_json and the tokens agree whether it is JSON, except for the limits of serde_json.
        #[test]
        fn tokens_agree_with_serde_json_except_for_its_limits(text in r#"([\[\]{},:"\\ 01ue.+\-]|"a"|true|null|1e309|\\ud83d|\\ude00|é){0,24}"#) {
            match serde_json::from_str::<Value>(&text) {
                Ok(_) => prop_assert!(is_json(&text)),
                Err(error) => {
                    let is_limit = LIMITS.iter().any(|limit| error.to_string().contains(limit));
                    prop_assert!(!is_json(&text) || is_limit, "{}", error);
                }
            }
        }
    }
}
