use proc_macro2::{Delimiter, Group, Ident, Spacing, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::{Lit, LitStr, parse::Parser, token};

use crate::{Diagnostics, value::Value};

/// The key of an entry: `timeout`, `$connect` or `"chat/join"`.
#[derive(Clone, Debug)]
pub(crate) struct Key {
    pub(crate) text: String,
    pub(crate) form: KeyForm,
    tokens: TokenStream,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum KeyForm {
    Word,
    Dollar,
    Quoted,
}

impl Key {
    pub(crate) fn span(&self) -> Span {
        self.tokens.clone().into_iter().next().map_or_else(Span::call_site, |token| token.span())
    }

    /// The key as the path of an attribute, which is what darling looks up.
    pub(crate) fn to_path(&self, name: &str) -> syn::Path {
        Ident::new(name, self.span()).into()
    }
}

impl ToTokens for Key {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(self.tokens.clone());
    }
}

/// `key: value`
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) key: Key,
    pub(crate) value: Value,
}

/// Tokens deeper than this are refused, so that no input can exhaust the stack.
const DEPTH: usize = 64;
/// A path of more tokens than this is refused, for the same reason.
const PATH_TOKENS: usize = 256;

/// Whether groups are nested deeper than any declaration needs.
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

/// Reads the entries of a block. After an error it goes on behind the next comma, or at the next thing that looks
/// like an entry.
pub(crate) fn parse_entries(tokens: TokenStream, diagnostics: &mut Diagnostics) -> Vec<Entry> {
    let mut tokens = Tokens::new(tokens);
    let mut entries = Vec::new();
    while tokens.peek().is_some() {
        if let Some(comma) = tokens.eat_punct(',') {
            diagnostics.error(comma, "expected a key, found `,`");
            continue;
        }
        if let Some(attribute) = tokens.skip_attributes() {
            diagnostics.error(attribute, "an attribute may stand only before the name of the API");
        }
        if tokens.peek().is_none() {
            break;
        }
        let Some(key) = parse_key(&mut tokens, diagnostics) else {
            tokens.skip_to_comma();
            continue;
        };
        let value = parse_entry_value(&key, &mut tokens, diagnostics);
        entries.push(Entry { key, value });
        parse_separator(&mut tokens, diagnostics);
    }
    entries
}

/// Reads the elements of a list.
pub(crate) fn parse_elements(tokens: TokenStream, diagnostics: &mut Diagnostics) -> Vec<Value> {
    let mut tokens = Tokens::new(tokens);
    let mut values = Vec::new();
    while tokens.peek().is_some() {
        if let Some(comma) = tokens.eat_punct(',') {
            diagnostics.error(comma, "expected a value, found `,`");
            continue;
        }
        values.push(parse_value(&mut tokens, diagnostics));
        if !tokens.eat_comma_or_end() {
            if let Some(found) = tokens.peek() {
                diagnostics.error(found, format_args!("expected `,`, found `{}`", token_text(found)));
            }
            tokens.skip_to_comma();
        }
    }
    values
}

/// Whether a parenthesis holds entries rather than values.
pub(crate) fn holds_entries(tokens: &TokenStream) -> bool {
    let mut tokens = Tokens::new(tokens.clone());
    tokens.skip_attributes();
    tokens.peek().is_none() || tokens.at_entry()
}

fn parse_key(tokens: &mut Tokens, diagnostics: &mut Diagnostics) -> Option<Key> {
    let first = tokens.next()?;
    match &first {
        TokenTree::Ident(ident) => {
            let text = ident.to_string();
            let text = text.strip_prefix("r#").unwrap_or(&text).to_owned();
            return Some(Key { text, form: KeyForm::Word, tokens: first.into_token_stream() });
        }
        TokenTree::Punct(punct) if punct.as_char() == '$' => {
            if let Some(TokenTree::Ident(ident)) = tokens.peek().cloned() {
                tokens.next();
                return Some(Key {
                    text: format!("${ident}"),
                    form: KeyForm::Dollar,
                    tokens: quote!(#first #ident),
                });
            }
        }
        TokenTree::Literal(literal) => {
            if let Ok(text) = syn::parse2::<LitStr>(literal.to_token_stream()) {
                check_suffix(text.suffix(), &text, diagnostics);
                return Some(Key {
                    text: text.value(),
                    form: KeyForm::Quoted,
                    tokens: first.into_token_stream(),
                });
            }
        }
        _ => {}
    }
    let remedy = match &first {
        TokenTree::Literal(literal) => format!("; write it in quotes, as `\"{literal}\"`"),
        _ => String::new(),
    };
    diagnostics.error(&first, format_args!("expected a key, found `{}`{remedy}", token_text(&first)));
    None
}

/// rustc lets a macro see `"x"y`, and nobody else.
fn check_suffix(suffix: &str, tokens: impl ToTokens, diagnostics: &mut Diagnostics) {
    if !suffix.is_empty() {
        diagnostics.error(tokens, format_args!("a string has no suffix; remove `{suffix}`"));
    }
}

fn parse_entry_value(key: &Key, tokens: &mut Tokens, diagnostics: &mut Diagnostics) -> Value {
    let name = &key.text;
    match tokens.peek() {
        None => return Value::Nothing(key.span()),
        Some(TokenTree::Group(group)) => {
            let group = group.clone();
            if group.delimiter() == Delimiter::Bracket {
                diagnostics.error_at(group.span_open(), format_args!("expected `:` after `{name}`"));
            }
            tokens.next();
            return group_value(&group);
        }
        Some(TokenTree::Punct(punct)) => {
            let span = punct.span();
            match (punct.as_char(), tokens.peek_second_punct()) {
                (',', _) => return Value::Nothing(key.span()),
                (':', Some(':')) => {
                    diagnostics.error_at(span, format_args!("expected `:` after `{name}`, found `::`"));
                    tokens.next();
                    tokens.next();
                }
                (first @ ('=' | '-'), Some('>')) => {
                    diagnostics.error_at(
                        span,
                        format_args!("expected `:` after `{name}`, found `{first}>`; write `{name}: …`"),
                    );
                    tokens.next();
                    tokens.next();
                }
                (':' | '=', _) => {
                    tokens.next();
                    if tokens.at_end_of_entry() {
                        diagnostics.error(key, format_args!("`{name}` needs a value"));
                        return Value::Unreadable;
                    }
                }
                (found, _) => {
                    let remedy = match found {
                        '-' | '/' | '.' => "; a key that is no word is written in quotes",
                        _ => "",
                    };
                    let text = format!("expected `:` after `{name}`, found `{found}`{remedy}");
                    diagnostics.error_at(span, text);
                    tokens.skip_to_comma_before();
                    return Value::Unreadable;
                }
            }
        }
        // A comma is missing, and whoever reads on will say so.
        Some(_) if tokens.at_entry() => return Value::Unreadable,
        Some(other) => {
            diagnostics
                .error(other, format_args!("expected `:` after `{name}`, found `{}`", token_text(other)));
        }
    }
    parse_value(tokens, diagnostics)
}

fn parse_value(tokens: &mut Tokens, diagnostics: &mut Diagnostics) -> Value {
    let Some(first) = tokens.peek().cloned() else {
        return Value::Unreadable;
    };
    match &first {
        TokenTree::Group(group) => {
            tokens.next();
            return group_value(group);
        }
        TokenTree::Literal(literal) => {
            tokens.next();
            return match Lit::parse_any(literal) {
                Some(lit) => {
                    if let Lit::Str(text) = &lit {
                        check_suffix(text.suffix(), text, diagnostics);
                    }
                    Value::Literal(None, lit)
                }
                None => unreadable(&first, diagnostics),
            };
        }
        TokenTree::Punct(punct) if punct.as_char() == '-' => {
            let minus = token::Minus(punct.span());
            tokens.next();
            if let Some(TokenTree::Literal(literal)) = tokens.peek().cloned()
                && let Some(lit @ (Lit::Int(_) | Lit::Float(_))) = Lit::parse_any(&literal)
            {
                tokens.next();
                return Value::Literal(Some(minus), lit);
            }
        }
        TokenTree::Ident(ident) if ident == "true" || ident == "false" => {
            tokens.next();
            return Value::Literal(None, Lit::Bool(syn::LitBool::new(ident == "true", ident.span())));
        }
        TokenTree::Ident(_) => return parse_path(tokens, diagnostics),
        TokenTree::Punct(punct) if punct.as_char() == ':' && tokens.peek_second_punct() == Some(':') => {
            return parse_path(tokens, diagnostics);
        }
        TokenTree::Punct(_) => {}
    }
    tokens.skip_to_comma_before();
    unreadable(&first, diagnostics)
}

fn unreadable(first: &TokenTree, diagnostics: &mut Diagnostics) -> Value {
    diagnostics.error(first, format_args!("expected a value, found `{}`", token_text(first)));
    Value::Unreadable
}

/// A path, with the `::<…>` of a generic function; commas inside angle brackets belong to it.
fn parse_path(tokens: &mut Tokens, diagnostics: &mut Diagnostics) -> Value {
    let mut path = Vec::new();
    let mut angles = 0_usize;
    let mut expects_segment = true;
    while let Some(token) = tokens.peek() {
        match token {
            TokenTree::Ident(_) if angles == 0 && !expects_segment => break,
            TokenTree::Ident(_) => expects_segment = false,
            TokenTree::Punct(punct) => match punct.as_char() {
                ':' if tokens.at_path_separator() => {
                    path.extend(tokens.next());
                    expects_segment = true;
                }
                '<' if angles > 0 || expects_segment => angles += 1,
                // `->` closes nothing.
                '-' if angles > 0 && tokens.peek_second_punct() == Some('>') => {
                    path.extend(tokens.next());
                }
                '>' if angles > 0 => {
                    angles -= 1;
                    expects_segment = false;
                }
                _ if angles > 0 => {}
                _ => break,
            },
            _ if angles > 0 => {}
            _ => break,
        }
        path.extend(tokens.next());
    }
    let whole: TokenStream = path.iter().cloned().collect();
    if Tokens::is_punct(tokens.peek(), '<') {
        let text = text_of(&path);
        diagnostics.error(
            &whole,
            format_args!("the types of a generic function stand behind `::`, as in `{text}::<…>`"),
        );
        tokens.skip_to_end();
        return Value::Unreadable;
    }
    if count(&whole) > PATH_TOKENS {
        diagnostics.error(&path[0], "this path is too long to be read");
        return Value::Unreadable;
    }
    match syn::Path::parse_mod_style
        .parse2(whole.clone())
        .or_else(|_| syn::parse2::<syn::Path>(whole.clone()))
    {
        Ok(path) => Value::Path(path),
        Err(error) => {
            let end = if expects_segment { String::new() } else { format!(": {error}") };
            diagnostics.error(&whole, format_args!("`{}` is not a whole path{end}", text_of(&path)));
            if !expects_segment {
                tokens.skip_to_comma_before();
            }
            Value::Unreadable
        }
    }
}

fn count(tokens: &TokenStream) -> usize {
    tokens
        .clone()
        .into_iter()
        .map(|token| if let TokenTree::Group(group) = &token { 1 + count(&group.stream()) } else { 1 })
        .sum()
}

fn parse_separator(tokens: &mut Tokens, diagnostics: &mut Diagnostics) {
    if tokens.eat_comma_or_end() {
        return;
    }
    // A comment behind an entry belongs to it, and one before the next shows that a comma is missing.
    let before = tokens.position;
    if tokens.skip_attributes().is_none() && tokens.position > before && tokens.eat_comma_or_end() {
        return;
    }
    let Some(found) = tokens.peek() else { return };
    if tokens.at_entry() {
        let next = match tokens.peek_nth(1) {
            Some(TokenTree::Ident(ident)) if Tokens::is_punct(Some(found), '$') => format!("${ident}"),
            _ => token_text(found),
        };
        diagnostics.error(found, format_args!("expected `,` before `{next}`"));
        return;
    }
    let remedy = match found {
        TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis => {
            "; name a function without calling it"
        }
        _ => "",
    };
    diagnostics.error(found, format_args!("expected `,`, found `{}`{remedy}", token_text(found)));
    tokens.skip_to_comma();
}

fn group_value(group: &Group) -> Value {
    Value::Group(group.delimiter(), group.delim_span(), group.stream())
}

/// A token as written; a group by its opening delimiter.
fn token_text(token: &TokenTree) -> String {
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

fn text_of(tokens: &[TokenTree]) -> String {
    tokens.iter().map(token_text).collect()
}

/// The tokens of one block.
struct Tokens {
    tokens: Vec<TokenTree>,
    position: usize,
}

/// Opens the invisible groups that `macro_rules!` puts around what it passes on.
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
    fn new(stream: TokenStream) -> Self {
        Self { tokens: open_groups(stream), position: 0 }
    }

    fn peek(&self) -> Option<&TokenTree> {
        self.tokens.get(self.position)
    }

    fn peek_nth(&self, n: usize) -> Option<&TokenTree> {
        self.tokens.get(self.position + n)
    }

    fn next(&mut self) -> Option<TokenTree> {
        let token = self.tokens.get(self.position).cloned();
        self.position += usize::from(token.is_some());
        token
    }

    fn is_punct(token: Option<&TokenTree>, c: char) -> bool {
        matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == c)
    }

    fn eat_punct(&mut self, c: char) -> Option<TokenTree> {
        if Self::is_punct(self.peek(), c) { self.next() } else { None }
    }

    /// The second half of `::` or `=>`, if the next token is the first half.
    fn peek_second_punct(&self) -> Option<char> {
        match (self.peek(), self.peek_nth(1)) {
            (Some(TokenTree::Punct(first)), Some(TokenTree::Punct(second)))
                if first.spacing() == Spacing::Joint =>
            {
                Some(second.as_char())
            }
            _ => None,
        }
    }

    fn at_path_separator(&self) -> bool {
        Self::is_punct(self.peek(), ':') && self.peek_second_punct() == Some(':')
    }

    fn at_end_of_entry(&self) -> bool {
        self.peek().is_none() || Self::is_punct(self.peek(), ',')
    }

    /// `key :`, `key =`, `$key :`, `"key" =`
    fn at_entry(&self) -> bool {
        let after_key = match self.peek() {
            Some(TokenTree::Ident(_) | TokenTree::Literal(_)) => 1,
            Some(TokenTree::Punct(punct)) if punct.as_char() == '$' => 2,
            _ => return false,
        };
        match (self.peek_nth(after_key), self.peek_nth(after_key + 1)) {
            (Some(TokenTree::Punct(punct)), next) if matches!(punct.as_char(), ':' | '=') => {
                !(punct.as_char() == ':' && punct.spacing() == Spacing::Joint && Self::is_punct(next, ':'))
            }
            // `key { … }`, as a block may be written
            (Some(TokenTree::Group(group)), _) => {
                group.delimiter() != Delimiter::Bracket
                    && after_key == 1
                    && matches!(self.peek(), Some(TokenTree::Ident(_)))
            }
            _ => false,
        }
    }

    fn eat_comma_or_end(&mut self) -> bool {
        self.eat_punct(',').is_some() || self.peek().is_none()
    }

    /// Goes to the end of the value, past commas inside angle brackets.
    fn skip_to_end(&mut self) {
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

    /// Goes behind the next comma.
    fn skip_to_comma(&mut self) {
        self.skip_to_comma_before();
        self.next();
    }

    /// Goes to the next comma, or to the end.
    fn skip_to_comma_before(&mut self) {
        while !self.at_end_of_entry() {
            self.position += 1;
        }
    }

    /// `/// …` may stand before any entry. Other attributes may not; the first one is returned.
    fn skip_attributes(&mut self) -> Option<TokenTree> {
        let mut refused = None;
        while let (true, Some(TokenTree::Group(group))) = (Self::is_punct(self.peek(), '#'), self.peek_nth(1))
        {
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

/// [`Lit`] from one token.
trait ParseAny: Sized {
    fn parse_any(literal: &proc_macro2::Literal) -> Option<Self>;
}

impl ParseAny for Lit {
    fn parse_any(literal: &proc_macro2::Literal) -> Option<Self> {
        syn::parse2(literal.to_token_stream()).ok()
    }
}
