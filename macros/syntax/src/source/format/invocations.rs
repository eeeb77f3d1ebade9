use std::collections::VecDeque;

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};

use crate::source::conditions::split;

/// An invocation of one of the crate's macros in a form that rustfmt does not format.
#[derive(Debug)]
pub(super) struct Invocation {
    pub(super) macro_: Macro,
    pub(super) group: Group,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Macro {
    Api,
    Routes,
    Permissions,
}

/// Returns the invocations in a file's tokens at every position of code. The tokens of other macros are
/// skipped, because their meaning is unknown.
pub(super) fn find(tokens: TokenStream) -> Vec<Invocation> {
    let mut found = Vec::new();
    // Another crate may have a `routes!` or `permissions!`.
    let mut ours = false;
    let mut groups = VecDeque::from([tokens]);
    while let Some(tokens) = groups.pop_front() {
        ours |= look(tokens, &mut groups, &mut found);
    }
    found.retain(|invocation| ours || invocation.macro_ == Macro::Api);
    found.sort_by_cached_key(|invocation| invocation.group.span_open().byte_range().start);
    found
}

/// Searches one level. Returns `true` if it names `websocket_api`.
fn look(tokens: TokenStream, groups: &mut VecDeque<TokenStream>, found: &mut Vec<Invocation>) -> bool {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let mut ours = false;
    let mut skipped = false;
    let mut rest = &tokens[..];
    while let Some(first) = rest.first() {
        ours |= matches!(first, TokenTree::Ident(name) if name == "websocket_api");
        rest = match rest {
            [TokenTree::Punct(hash), TokenTree::Punct(bang), TokenTree::Group(group), after @ ..]
                if hash.as_char() == '#' && bang.as_char() == '!' =>
            {
                if is_skip(group) {
                    return ours;
                }
                after
            }
            [TokenTree::Punct(hash), TokenTree::Group(group), after @ ..] if hash.as_char() == '#' => {
                skipped |= is_skip(group);
                after
            }
            [TokenTree::Ident(name), TokenTree::Punct(bang), TokenTree::Group(group), after @ ..]
                if bang.as_char() == '!' =>
            {
                if !skipped && let Some(macro_) = is_left_alone(&name.to_string(), group) {
                    found.push(Invocation { macro_, group: group.clone() });
                }
                skipped &= group.delimiter() != Delimiter::Brace;
                after
            }
            // `macro_rules! name { … }`
            [
                TokenTree::Ident(_),
                TokenTree::Punct(bang),
                TokenTree::Ident(_),
                TokenTree::Group(_),
                after @ ..,
            ] if bang.as_char() == '!' => {
                skipped = false;
                after
            }
            [TokenTree::Group(group), after @ ..] => {
                if !skipped {
                    groups.push_back(group.stream());
                }
                skipped &= group.delimiter() != Delimiter::Brace;
                after
            }
            [TokenTree::Punct(punct), after @ ..] => {
                skipped &= punct.as_char() != ';';
                after
            }
            [_, after @ ..] => after,
            [] => &[],
        };
    }
    ours
}

/// Returns `true` for `#[rustfmt::skip]`.
fn is_skip(attribute: &Group) -> bool {
    let words = attribute.stream().into_iter().map(|token| match token {
        TokenTree::Ident(word) => word.to_string(),
        TokenTree::Punct(punct) => punct.as_char().to_string(),
        TokenTree::Literal(_) | TokenTree::Group(_) => " ".to_owned(),
    });
    words.take(5).collect::<String>() == "rustfmt::skip"
}

/// Returns the macro with this name, if rustfmt does not format its input.
fn is_left_alone(name: &str, group: &Group) -> Option<Macro> {
    let braces = group.delimiter() == Delimiter::Brace;
    match name {
        "websocket_api" if braces => Some(Macro::Api),
        "routes" if braces => Some(Macro::Routes),
        "permissions" if braces || has_statement(group) => Some(Macro::Permissions),
        _ => None,
    }
}

/// Returns `true` if an element is a block of entries, which is not a Rust expression.
fn has_statement(list: &Group) -> bool {
    split(list.stream()).iter().any(|element| match &element[..] {
        [TokenTree::Group(block)] if block.delimiter() == Delimiter::Brace => {
            let mut tokens = block.stream().into_iter();
            matches!(tokens.next(), Some(TokenTree::Ident(_) | TokenTree::Literal(_)))
                && matches!(tokens.next(), Some(TokenTree::Punct(punct)) if punct.as_char() == ':')
        }
        _ => false,
    })
}
