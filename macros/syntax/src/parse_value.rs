//! Values as they stand behind a key or in a list.

use proc_macro2::{Group, Literal, TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Lit, parse::Parser, token};

use crate::{
    Diagnostics,
    raw_value::Value,
    tokens::{Tokens, check_suffix, text_of, token_text},
};

/// A path of more tokens than this is refused, so that no input can exhaust the stack.
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
            diagnostics.error(
                &first,
                "a function stands by itself, as an `async fn`, and is named here: `$default: handler`",
            );
            tokens.skip_to_comma_before();
            return Value::Invalid;
        }
        TokenTree::Ident(_) => return parse_path(tokens, diagnostics),
        TokenTree::Punct(punct) if punct.as_char() == ':' && tokens.peek_second_punct() == Some(':') => {
            return parse_path(tokens, diagnostics);
        }
        TokenTree::Punct(punct) if punct.as_char() == '<' => {
            diagnostics.error(
                &first,
                "a path through a trait cannot stand here; write a function that calls it, and name that",
            );
            tokens.skip_to_end();
            return Value::Invalid;
        }
        TokenTree::Punct(_) => {}
    }
    tokens.skip_to_comma_before();
    unreadable(&first, diagnostics)
}

fn unreadable(first: &TokenTree, diagnostics: &mut Diagnostics) -> Value {
    let remedy = match token_text(first).as_str() {
        "|" => "; a function stands by itself, as an `async fn`, and is named here; a text stands in quotes",
        "&" => "; name it without `&`",
        "-" => "; this is no YAML: write `KEY: { KEY: value, KEY: value }`",
        _ => "",
    };
    diagnostics.error(first, format_args!("expected a value, found `{}`{remedy}", token_text(first)));
    Value::Invalid
}

/// A path, with the `::<…>` of a generic function; commas inside angle brackets belong to it.
fn parse_path(tokens: &mut Tokens, diagnostics: &mut Diagnostics) -> Value {
    let mut path = Vec::new();
    let mut angles = 0_usize;
    let mut expects_segment = true;
    while let Some(token) = tokens.peek() {
        match token {
            TokenTree::Ident(_) if angles == 0 && !expects_segment => break,
            // `handlers::` is being written, and this is the next entry.
            TokenTree::Ident(_) if angles == 0 && !path.is_empty() && tokens.at_key() => break,
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
    // Made anew for each reader, since one that is shared would be copied to be read.
    let whole = || path.iter().cloned().collect::<TokenStream>();
    if Tokens::is_punct(tokens.peek(), '<') {
        let text = text_of(&path);
        diagnostics.error(whole(), format_args!("generic arguments stand behind `::`, as in `{text}::<…>`"));
        tokens.skip_to_end();
        return Value::Invalid;
    }
    if let Some(bang @ TokenTree::Punct(punct)) = tokens.peek()
        && punct.as_char() == '!'
    {
        diagnostics.error(bang, "expected `,`, found `!`; nothing is computed here: name a `const`");
        tokens.skip_to_comma_before();
        return Value::Invalid;
    }
    if count(&path) > PATH_TOKENS {
        diagnostics.error(&path[0], "this path is too long to be read");
        return Value::Invalid;
    }
    match syn::Path::parse_mod_style.parse2(whole()).or_else(|_| syn::parse2::<syn::Path>(whole())) {
        Ok(path) => Value::Path(path),
        Err(error) => {
            let end = if expects_segment { String::new() } else { format!(": {error}") };
            diagnostics.error(whole(), format_args!("`{}` is not a whole path{end}", text_of(&path)));
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
