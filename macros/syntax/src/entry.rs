use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::LitStr;
use websocket_api_model::{limits, message::Message};

use crate::{
    Diagnostics, SyntaxRule,
    parse_value::{NO_EXPRESSIONS, group_value, parse_value},
    raw_value::Value,
    tokens::{Tokens, check_suffix, token_text},
};

/// The key of an entry: `timeout`, `$connect` or `"chat/join"`.
#[derive(Clone, Debug)]
pub struct Key {
    pub text: String,
    pub form: KeyForm,
    tokens: TokenStream,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyForm {
    Word,
    Dollar,
    Quoted,
}

impl Key {
    /// Returns the span of the first token.
    pub fn span(&self) -> Span {
        self.tokens.clone().into_iter().next().map_or_else(Span::call_site, |token| token.span())
    }
}

impl Key {
    /// Reports that the key is already in its block.
    pub(crate) fn report_duplicate(&self, block: &str, diagnostics: &mut Diagnostics) {
        let message = Message::new(format_args!("duplicate key `{}` in {block}", self.text.trim()))
            .label("already written above");
        diagnostics.error(SyntaxRule::DuplicateKey, self, message);
    }
}

impl ToTokens for Key {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        tokens.extend(self.tokens.clone());
    }
}

/// An entry `key: value`.
#[derive(Clone, Debug)]
pub struct Entry {
    pub key: Key,
    pub value: Value,
}

/// The maximum number of entries in a block: ten times the resources of a stack, and more than any AWS limit.
/// A list has more elements, such as the addresses of an `AWS::WAFv2::IPSet`.
const ENTRIES: usize = 10 * limits::RESOURCES;
/// The maximum number of elements in a list.
const ELEMENTS: usize = 10 * ENTRIES;

/// Parses the entries of a block. After an error, it continues after the next comma, or at the next tokens
/// that look like an entry.
pub(crate) fn parse_entries(tokens: TokenStream, diagnostics: &mut Diagnostics) -> Vec<Entry> {
    let (entries, next) = parse_entries_up_to(ENTRIES, tokens, diagnostics);
    if let Some(next) = next {
        let fault = format_args!("block of more than {ENTRIES} entries");
        diagnostics.error(SyntaxRule::EntryCount, next, fault);
    }
    entries
}

/// Parses up to this many entries. Returns the token after them if there are more.
pub(crate) fn parse_entries_up_to(
    most: usize,
    tokens: TokenStream,
    diagnostics: &mut Diagnostics,
) -> (Vec<Entry>, Option<TokenTree>) {
    let mut tokens = Tokens::new(tokens);
    let mut entries = Vec::new();
    // Unreadable entries count too, because each one is an error.
    for _ in 0..most {
        if tokens.peek().is_none() {
            break;
        }
        if let Some(comma) = tokens.eat_punct(',') {
            diagnostics.error(SyntaxRule::UnexpectedToken, comma, "expected a key, found `,`");
            continue;
        }
        if let Some(attribute) = tokens.skip_attributes() {
            let message = "attributes are allowed only before the name of the API";
            diagnostics.error(SyntaxRule::UnsupportedSyntax, attribute, message);
        }
        if tokens.peek().is_none() {
            break;
        }
        let Some(key) = parse_key(&mut tokens, diagnostics) else {
            tokens.skip_to_comma();
            continue;
        };
        let value = parse_entry_value(&key, &mut tokens, diagnostics);
        // The error of an unreadable value was reported.
        let told = matches!(value, Value::Invalid);
        entries.push(Entry { key, value });
        if !(told && tokens.at_entry()) {
            parse_separator(&mut tokens, diagnostics);
        }
    }
    (entries, tokens.next())
}

/// Returns the entries of a block, and ignores errors.
pub fn entries(tokens: TokenStream) -> Vec<Entry> {
    let mut diagnostics = Diagnostics::new();
    let entries = parse_entries(tokens, &mut diagnostics);
    diagnostics.into_vec();
    entries
}

/// Returns the elements of a list, and ignores errors.
pub fn elements(tokens: TokenStream) -> Vec<Value> {
    let mut diagnostics = Diagnostics::new();
    let elements = parse_elements(tokens, &mut diagnostics);
    diagnostics.into_vec();
    elements
}

/// Parses the elements of a list.
pub(crate) fn parse_elements(tokens: TokenStream, diagnostics: &mut Diagnostics) -> Vec<Value> {
    let mut tokens = Tokens::new(tokens);
    let mut values = Vec::new();
    for _ in 0..ELEMENTS {
        if tokens.peek().is_none() {
            break;
        }
        if let Some(comma) = tokens.eat_punct(',') {
            diagnostics.error(SyntaxRule::UnexpectedToken, comma, "expected a value, found `,`");
            continue;
        }
        values.push(parse_value(&mut tokens, diagnostics));
        if !tokens.eat_comma_or_end() {
            if let Some(found) = tokens.peek() {
                let fault = format_args!("expected `,`, found `{}`", token_text(found));
                diagnostics.error(SyntaxRule::UnexpectedToken, found, fault);
            }
            tokens.skip_to_comma();
        }
    }
    if let Some(next) = tokens.next() {
        let fault = format_args!("list of more than {ELEMENTS} elements");
        diagnostics.error(SyntaxRule::EntryCount, next, fault);
    }
    values
}

/// Returns `true` if parentheses contain entries and not values.
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
    let message = Message::new(format_args!("expected a key, found `{}`", token_text(&first)));
    let message = match &first {
        TokenTree::Literal(literal) => message.help(format_args!("write the key in quotes: `\"{literal}\"`")),
        TokenTree::Punct(punct) if punct.as_char() == '.' && Tokens::is_punct(tokens.peek(), '.') => {
            message.note("`..` is not supported in a declaration")
        }
        TokenTree::Punct(punct) if punct.as_char() == '-' => {
            message.note("a declaration is not YAML").help("write `KEY: value, KEY: value`")
        }
        _ => message,
    };
    diagnostics.error(SyntaxRule::UnexpectedToken, &first, message);
    None
}

fn parse_entry_value(key: &Key, tokens: &mut Tokens, diagnostics: &mut Diagnostics) -> Value {
    let name = &key.text;
    match tokens.peek() {
        None => return Value::Missing(key.span()),
        Some(TokenTree::Group(group)) => {
            let group = group.clone();
            if group.delimiter() == Delimiter::Bracket {
                let fault = format_args!("expected `:` after `{name}`");
                diagnostics.error_at(SyntaxRule::UnexpectedToken, group.span_open(), fault);
            }
            tokens.next();
            return group_value(&group);
        }
        Some(TokenTree::Punct(punct)) => {
            let span = punct.span();
            match (punct.as_char(), tokens.peek_second_punct()) {
                (',', _) => return Value::Missing(key.span()),
                (':', Some(':')) => {
                    let fault = format_args!("expected `:` after `{name}`, found `::`");
                    diagnostics.error_at(SyntaxRule::UnexpectedToken, span, fault);
                    while tokens.eat_punct(':').is_some() {}
                }
                (first @ ('=' | '-'), Some('>')) => {
                    let message = Message::new(format_args!("expected `:` after `{name}`, found `{first}>`"))
                        .help(format_args!("write `{name}: …`"));
                    diagnostics.error_at(SyntaxRule::UnexpectedToken, span, message);
                    tokens.next();
                    tokens.next();
                }
                (':' | '=', _) => {
                    tokens.next();
                    if tokens.at_end_of_entry() {
                        let fault = format_args!("missing value of `{name}`");
                        diagnostics.error(SyntaxRule::MissingValue, key, fault);
                        return Value::Invalid;
                    }
                }
                (found, _) => {
                    let message = Message::new(format_args!("expected `:` after `{name}`, found `{found}`"));
                    let message = match (found, tokens.peek_nth(1)) {
                        ('-' | '/' | '.', Some(next)) => message.help(format_args!(
                            "write a key that is not an identifier in quotes: `\"{name}{found}{}\"`",
                            token_text(next)
                        )),
                        _ => message,
                    };
                    diagnostics.error_at(SyntaxRule::UnexpectedToken, span, message);
                    tokens.skip_to_comma_before();
                    return Value::Invalid;
                }
            }
        }
        Some(next) if tokens.at_entry() => {
            missing_comma(next, tokens, diagnostics);
            return Value::Invalid;
        }
        Some(other) => {
            let fault = format_args!("expected `:` after `{name}`, found `{}`", token_text(other));
            diagnostics.error(SyntaxRule::UnexpectedToken, other, fault);
        }
    }
    parse_value(tokens, diagnostics)
}

fn parse_separator(tokens: &mut Tokens, diagnostics: &mut Diagnostics) {
    if tokens.eat_comma_or_end() {
        return;
    }
    // A doc comment after an entry belongs to the entry. A comment before the next entry shows that a comma
    // is missing.
    if tokens.at_attribute() && tokens.skip_attributes().is_none() && tokens.eat_comma_or_end() {
        return;
    }
    let Some(found) = tokens.peek() else { return };
    if tokens.at_entry() {
        missing_comma(found, tokens, diagnostics);
        return;
    }
    let message = Message::new(format_args!("expected `,`, found `{}`", token_text(found)));
    let message = match found {
        TokenTree::Group(group) if group.delimiter() == Delimiter::Parenthesis => {
            message.help("name the function without calling it")
        }
        TokenTree::Punct(punct) if "+.?".contains(punct.as_char()) => message.help(NO_EXPRESSIONS),
        _ => message,
    };
    diagnostics.error(SyntaxRule::UnexpectedToken, found, message);
    tokens.skip_to_comma();
}

fn missing_comma(next: &TokenTree, tokens: &Tokens, diagnostics: &mut Diagnostics) {
    let text = match tokens.peek_nth(1) {
        Some(TokenTree::Ident(ident)) if Tokens::is_punct(Some(next), '$') => format!("${ident}"),
        _ => token_text(next),
    };
    diagnostics.error(SyntaxRule::UnexpectedToken, next, format_args!("expected `,` before `{text}`"));
}
