//! Parsing of values after a key or in a list.

use proc_macro2::{Group, Literal, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Lit, parse::Parser, token};
use websocket_api_model::message::Message;

use crate::{
    Diagnostics, SyntaxRule,
    raw_value::Value,
    tokens::{Tokens, check_suffix, text_of, token_text},
};

/// The maximum number of tokens in a path, so that no input exhausts the stack.
const PATH_TOKENS: usize = 256;

pub(crate) fn parse_value(tokens: &mut Tokens, diagnostics: &mut Diagnostics) -> Value {
    let Some(first) = tokens.peek().cloned() else {
        return Value::Invalid;
    };
    match &first {
        TokenTree::Group(group) => {
            tokens.next();
            return group_value(group);
        }
        TokenTree::Literal(literal) => {
            tokens.next();
            return match parse_lit(literal) {
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
                && let Some(lit @ (Lit::Int(_) | Lit::Float(_))) = parse_lit(&literal)
            {
                tokens.next();
                return Value::Literal(Some(minus), lit);
            }
        }
        TokenTree::Ident(ident) if ident == "true" || ident == "false" => {
            tokens.next();
            return Value::Literal(None, Lit::Bool(syn::LitBool::new(ident == "true", ident.span())));
        }
        TokenTree::Ident(ident) if ["async", "fn", "move", "unsafe"].iter().any(|word| ident == word) => {
            let message =
                Message::new("functions are not supported in a declaration").help(FUNCTION_ELSEWHERE);
            diagnostics.error(SyntaxRule::UnsupportedSyntax, &first, message);
            tokens.skip_to_comma_before();
            return Value::Invalid;
        }
        TokenTree::Ident(_) => return parse_path(tokens, diagnostics),
        TokenTree::Punct(punct) if punct.as_char() == ':' && tokens.peek_second_punct() == Some(':') => {
            return parse_path(tokens, diagnostics);
        }
        TokenTree::Punct(punct) if punct.as_char() == '<' => {
            let message = Message::new("qualified paths are not supported in a declaration")
                .help("write a function that calls it, and name that function");
            diagnostics.error(SyntaxRule::UnsupportedSyntax, &first, message);
            tokens.skip_to_end();
            return Value::Invalid;
        }
        TokenTree::Punct(_) => {}
    }
    tokens.skip_to_comma_before();
    unreadable(&first, diagnostics)
}

fn unreadable(first: &TokenTree, diagnostics: &mut Diagnostics) -> Value {
    let message = Message::new(format_args!("expected a value, found `{}`", token_text(first)));
    let message = match token_text(first).as_str() {
        "|" => message.help(FUNCTION_ELSEWHERE).help("write a text in quotes"),
        "&" => message.help("remove the `&`"),
        "-" => message.note("a declaration is not YAML").help("write `KEY: { KEY: value, KEY: value }`"),
        _ => message,
    };
    diagnostics.error(SyntaxRule::UnexpectedToken, first, message);
    Value::Invalid
}

const FUNCTION_ELSEWHERE: &str =
    "define an `async fn` outside the declaration and write its path: `$default: handler`";

/// The remedy for an expression.
pub(crate) const NO_EXPRESSIONS: &str = "expressions are not supported: write the path of a `const`";

/// Parses a path, with the `::<…>` of a generic function. Commas inside angle brackets belong to the path.
fn parse_path(tokens: &mut Tokens, diagnostics: &mut Diagnostics) -> Value {
    let mut path = Vec::new();
    let mut angles = 0_usize;
    let mut expects_segment = true;
    while let Some(token) = tokens.peek() {
        match token {
            TokenTree::Ident(_) if angles == 0 && !expects_segment => break,
            // An incomplete `handlers::`, followed by the next entry.
            TokenTree::Ident(_) if angles == 0 && !path.is_empty() && tokens.at_key() => break,
            TokenTree::Ident(_) => expects_segment = false,
            TokenTree::Punct(punct) => match punct.as_char() {
                ':' if tokens.at_path_separator() => {
                    path.extend(tokens.next());
                    expects_segment = true;
                }
                '<' if angles > 0 || expects_segment => angles += 1,
                // `->` does not end angle brackets.
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
    // A new stream for each parser, because a parser copies a shared stream.
    let whole = || path.iter().cloned().collect::<TokenStream>();
    if Tokens::is_punct(tokens.peek(), '<') {
        let text = text_of(&path);
        let message =
            Message::new("missing `::` before generic arguments").help(format_args!("write `{text}::<…>`"));
        diagnostics.error(SyntaxRule::UnsupportedSyntax, whole(), message);
        tokens.skip_to_end();
        return Value::Invalid;
    }
    if let Some(bang @ TokenTree::Punct(punct)) = tokens.peek()
        && punct.as_char() == '!'
    {
        let message = Message::new("expected `,`, found `!`").help(NO_EXPRESSIONS);
        diagnostics.error(SyntaxRule::UnexpectedToken, bang, message);
        tokens.skip_to_comma_before();
        return Value::Invalid;
    }
    if count(&path) > PATH_TOKENS {
        let fault = format_args!("path of more than {PATH_TOKENS} tokens");
        diagnostics.error(SyntaxRule::InvalidPath, &path[0], fault);
        return Value::Invalid;
    }
    match syn::Path::parse_mod_style.parse2(whole()).or_else(|_| syn::parse2::<syn::Path>(whole())) {
        Ok(path) => Value::Path(path),
        Err(error) => {
            let message = Message::new(format_args!("incomplete path `{}`", text_of(&path)));
            let message = if expects_segment { message } else { message.note(error) };
            diagnostics.error(SyntaxRule::InvalidPath, whole(), message);
            if !expects_segment {
                tokens.skip_to_comma_before();
            }
            Value::Invalid
        }
    }
}

fn count(tokens: &[TokenTree]) -> usize {
    let one = |token: &TokenTree| match token {
        TokenTree::Group(group) => 1 + count(&group.stream().into_iter().collect::<Vec<_>>()),
        _ => 1,
    };
    tokens.iter().map(one).sum()
}

pub(crate) fn group_value(group: &Group) -> Value {
    Value::Group(group.delimiter(), group.delim_span(), group.stream())
}

fn parse_lit(literal: &Literal) -> Option<Lit> {
    syn::parse2(literal.to_token_stream()).ok()
}
