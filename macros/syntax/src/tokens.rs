use proc_macro2::{Delimiter, Spacing, Span, TokenStream, TokenTree};
use quote::ToTokens;
use websocket_api_model::message::{Help, Message};

use crate::{Diagnostics, SyntaxRule};

/// The maximum depth of groups, so that no input exhausts the stack.
const DEPTH: usize = 64;

/// Returns the span of a group that is nested too deeply.
pub(crate) fn too_deep(tokens: &TokenStream) -> Option<Span> {
    let mut stack = vec![tokens.clone().into_iter()];
    while let Some(top) = stack.last_mut() {
        match top.next() {
            None => {
                stack.pop();
            }
            Some(TokenTree::Group(group)) => {
                if stack.len() > DEPTH {
                    return Some(group.span_open());
                }
                stack.push(group.stream().into_iter());
            }
            Some(_) => {}
        }
    }
    None
}

/// The tokens of one block.
pub(crate) struct Tokens {
    tokens: Vec<TokenTree>,
    position: usize,
}

/// Opens the invisible groups that `macro_rules!` puts around its arguments.
pub(crate) fn open_groups(stream: TokenStream) -> Vec<TokenTree> {
    let mut tokens = Vec::new();
    for token in stream {
        match token {
            TokenTree::Group(group) if group.delimiter() == Delimiter::None => {
                tokens.extend(open_groups(group.stream()));
            }
            token => tokens.push(token),
        }
    }
    tokens
}

impl Tokens {
    pub(crate) fn new(stream: TokenStream) -> Self {
        Self { tokens: open_groups(stream), position: 0 }
    }

    pub(crate) fn peek(&self) -> Option<&TokenTree> {
        self.tokens.get(self.position)
    }

    pub(crate) fn peek_nth(&self, n: usize) -> Option<&TokenTree> {
        self.tokens.get(self.position + n)
    }

    pub(crate) fn next(&mut self) -> Option<TokenTree> {
        let token = self.tokens.get(self.position).cloned();
        self.position += usize::from(token.is_some());
        token
    }

    pub(crate) fn is_punct(token: Option<&TokenTree>, c: char) -> bool {
        matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == c)
    }

    pub(crate) fn eat_punct(&mut self, c: char) -> Option<TokenTree> {
        if Self::is_punct(self.peek(), c) { self.next() } else { None }
    }

    /// Returns the second character of `::` or `=>`, if the next token is the first character.
    pub(crate) fn peek_second_punct(&self) -> Option<char> {
        match (self.peek(), self.peek_nth(1)) {
            (Some(TokenTree::Punct(first)), Some(TokenTree::Punct(second)))
                if first.spacing() == Spacing::Joint =>
            {
                Some(second.as_char())
            }
            _ => None,
        }
    }

    pub(crate) fn at_path_separator(&self) -> bool {
        Self::is_punct(self.peek(), ':') && self.peek_second_punct() == Some(':')
    }

    pub(crate) fn at_end_of_entry(&self) -> bool {
        self.peek().is_none() || Self::is_punct(self.peek(), ',')
    }

    /// Returns `true` at `key :`, `key =`, `$key :` or `"key" =`.
    pub(crate) fn at_entry(&self) -> bool {
        let after_key = match self.peek() {
            Some(TokenTree::Ident(_) | TokenTree::Literal(_)) => 1,
            Some(TokenTree::Punct(punct)) if punct.as_char() == '$' => 2,
            _ => return false,
        };
        match (self.peek_nth(after_key), self.peek_nth(after_key + 1)) {
            (Some(TokenTree::Punct(punct)), next) if matches!(punct.as_char(), ':' | '=') => {
                !(punct.as_char() == ':' && punct.spacing() == Spacing::Joint && Self::is_punct(next, ':'))
            }
            // `key { … }`, a notation of a block.
            (Some(TokenTree::Group(group)), _) => {
                group.delimiter() != Delimiter::Bracket
                    && after_key == 1
                    && matches!(self.peek(), Some(TokenTree::Ident(_)))
            }
            _ => false,
        }
    }

    /// Returns `true` at `key :`.
    pub(crate) fn at_key(&self) -> bool {
        Self::is_punct(self.peek_nth(1), ':') && self.at_entry()
    }

    pub(crate) fn eat_comma_or_end(&mut self) -> bool {
        self.eat_punct(',').is_some() || self.peek().is_none()
    }

    /// Skips to the end of the value. Commas inside angle brackets do not end it.
    pub(crate) fn skip_to_end(&mut self) {
        let mut angles = 0_usize;
        while let Some(token) = self.peek() {
            match token {
                TokenTree::Punct(punct) if punct.as_char() == '<' => angles += 1,
                TokenTree::Punct(punct) if punct.as_char() == '>' => angles = angles.saturating_sub(1),
                TokenTree::Punct(punct) if punct.as_char() == ',' && angles == 0 => return,
                _ => {}
            }
            self.position += 1;
        }
    }

    /// Skips the next comma.
    pub(crate) fn skip_to_comma(&mut self) {
        self.skip_to_comma_before();
        self.next();
    }

    /// Skips to the next comma, or to the end.
    pub(crate) fn skip_to_comma_before(&mut self) {
        while !self.at_end_of_entry() {
            self.position += 1;
        }
    }

    pub(crate) fn at_attribute(&self) -> bool {
        Self::is_punct(self.peek(), '#')
    }

    /// Skips doc comments, which may precede any entry. Returns the first of other attributes, which are
    /// errors.
    pub(crate) fn skip_attributes(&mut self) -> Option<TokenTree> {
        let mut refused = None;
        while let (true, Some(TokenTree::Group(group))) = (self.at_attribute(), self.peek_nth(1)) {
            if group.delimiter() != Delimiter::Bracket {
                break;
            }
            let is_doc =
                matches!(group.stream().into_iter().next(), Some(TokenTree::Ident(ident)) if ident == "doc");
            if !is_doc && refused.is_none() {
                refused = Some(TokenTree::Group(group.clone()));
            }
            self.position += 2;
        }
        refused
    }
}

/// Returns a token as written, and the opening delimiter of a group.
pub(crate) fn token_text(token: &TokenTree) -> String {
    match token {
        TokenTree::Group(group) => match group.delimiter() {
            Delimiter::Brace => "{".into(),
            Delimiter::Bracket => "[".into(),
            Delimiter::Parenthesis => "(".into(),
            Delimiter::None => String::new(),
        },
        other => other.to_string(),
    }
}

pub(crate) fn text_of(tokens: &[TokenTree]) -> String {
    tokens.iter().map(token_text).collect()
}

/// Reports the suffix of a string, as in `"x"y`, which rustc accepts in the input of a macro.
pub(crate) fn check_suffix(suffix: &str, tokens: impl ToTokens, diagnostics: &mut Diagnostics) {
    if !suffix.is_empty() {
        let help = Help::replace(format_args!("remove `{suffix}`"), format!("\"{suffix}"), "\"");
        let message = Message::new(format_args!("suffix `{suffix}` of a string")).with_help(help);
        diagnostics.error(SyntaxRule::StringSuffix, tokens, message);
    }
}
