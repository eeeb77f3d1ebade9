use proc_macro2::{Delimiter, Group, Ident, Literal, Span, TokenStream, TokenTree};
use syn::{LitStr, ext::IdentExt};

use super::conditions::{Conditions, split};

/// The name of the macro.
const MACRO: &str = "websocket_api";

/// The maximum depth of groups that are searched, so that no input exhausts the stack.
const DEPTH: usize = 256;

/// A declaration or a module in the tokens of a file, in the order written.
pub(super) enum SourceItem {
    /// `websocket_api! { … }`, the span of its name, and `true` if it has a condition with an unknown result.
    Declaration(TokenStream, Span, bool),
    /// `mod name;`
    Module(Module),
}

/// A module in a separate file.
pub(super) struct Module {
    pub(super) name: Ident,
    pub(super) paths: Paths,
    /// `true` if the module has a condition with an unknown result.
    pub(super) conditional: bool,
    /// The inline modules around the module.
    pub(super) inside: Vec<(String, Paths)>,
}

/// `#[path = "…"]`
#[derive(Clone, Default)]
pub(super) struct Paths {
    /// The paths of the attributes. There may be several under conditions.
    pub(super) named: Vec<String>,
    /// `true` if the first path has no condition.
    pub(super) certain: bool,
}

/// Searches for declarations and modules at every position of an item. The tokens of other macros are
/// skipped, because their expansion is unknown.
pub(super) fn find(tokens: TokenStream, conditions: &Conditions, conditional: bool) -> Vec<SourceItem> {
    let mut finder = Finder { conditions, found: Vec::new(), inside: Vec::new(), conditional, depth: 0 };
    finder.look(tokens);
    finder.found
}

struct Finder<'a> {
    conditions: &'a Conditions,
    found: Vec<SourceItem>,
    inside: Vec<(String, Paths)>,
    /// `true` if an enclosing item has a condition.
    conditional: bool,
    depth: usize,
}

/// The attributes before an item.
#[derive(Default)]
struct Attributes {
    excluded: bool,
    conditional: bool,
    paths: Paths,
}

impl Finder<'_> {
    fn look(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let mut attributes = Attributes::default();
        let mut rest = &tokens[..];
        while !rest.is_empty() {
            rest = match rest {
                // `#![cfg(…)]` applies to the whole enclosing item.
                [TokenTree::Punct(hash), TokenTree::Punct(bang), TokenTree::Group(group), after @ ..]
                    if hash.as_char() == '#' && bang.as_char() == '!' =>
                {
                    let mut around = Attributes::default();
                    self.read_attribute(&mut around, group);
                    if around.excluded {
                        return;
                    }
                    self.conditional |= around.conditional;
                    after
                }
                [TokenTree::Punct(hash), TokenTree::Group(group), after @ ..]
                    if hash.as_char() == '#' && group.delimiter() == Delimiter::Bracket =>
                {
                    self.read_attribute(&mut attributes, group);
                    after
                }
                [TokenTree::Ident(name), TokenTree::Punct(bang), TokenTree::Group(group), after @ ..]
                    if bang.as_char() == '!' =>
                {
                    if name == MACRO && !attributes.excluded {
                        let conditional = attributes.conditional || self.conditional;
                        self.found.push(SourceItem::Declaration(group.stream(), name.span(), conditional));
                    }
                    if group.delimiter() == Delimiter::Brace {
                        attributes = Attributes::default();
                    }
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
                    attributes = Attributes::default();
                    after
                }
                [
                    TokenTree::Ident(keyword),
                    TokenTree::Ident(name),
                    TokenTree::Punct(semicolon),
                    after @ ..,
                ] if keyword == "mod" && semicolon.as_char() == ';' => {
                    let Attributes { excluded, conditional, paths } = std::mem::take(&mut attributes);
                    if !excluded {
                        self.found.push(SourceItem::Module(Module {
                            name: name.clone(),
                            paths,
                            conditional: conditional || self.conditional,
                            inside: self.inside.clone(),
                        }));
                    }
                    after
                }
                [TokenTree::Ident(keyword), TokenTree::Ident(name), TokenTree::Group(body), after @ ..]
                    if keyword == "mod" && body.delimiter() == Delimiter::Brace =>
                {
                    let Attributes { excluded, conditional, paths } = std::mem::take(&mut attributes);
                    if !excluded {
                        self.inside.push((name.unraw().to_string(), paths));
                        self.look_into(body, conditional);
                        self.inside.pop();
                    }
                    after
                }
                [TokenTree::Group(group), after @ ..] => {
                    if !attributes.excluded {
                        self.look_into(group, attributes.conditional);
                    }
                    // An item ends with its body.
                    if group.delimiter() == Delimiter::Brace {
                        attributes = Attributes::default();
                    }
                    after
                }
                [TokenTree::Punct(punct), after @ ..] => {
                    if punct.as_char() == ';' {
                        attributes = Attributes::default();
                    }
                    after
                }
                [_, after @ ..] => after,
                [] => &[],
            };
        }
    }

    fn look_into(&mut self, group: &Group, conditional: bool) {
        if self.depth < DEPTH {
            let around = self.conditional;
            self.conditional |= conditional;
            self.depth += 1;
            self.look(group.stream());
            self.depth -= 1;
            self.conditional = around;
        }
    }

    fn read_attribute(&self, attributes: &mut Attributes, group: &Group) {
        let tokens: Vec<TokenTree> = group.stream().into_iter().collect();
        match &tokens[..] {
            [TokenTree::Ident(name), TokenTree::Group(condition)] if name == "cfg" => {
                attributes.conditional = true;
                attributes.excluded |= !self.conditions.allow(condition.stream());
            }
            [TokenTree::Ident(name), TokenTree::Punct(_), TokenTree::Literal(path)] if name == "path" => {
                if let Some(path) = string(path) {
                    attributes.paths = Paths { named: vec![path], certain: true };
                }
            }
            [TokenTree::Ident(name), TokenTree::Group(group)] if name == "cfg_attr" => {
                let mut parts = split(group.stream()).into_iter();
                let condition = parts.next().unwrap_or_default().into_iter().collect();
                if self.conditions.allow(condition) && !attributes.paths.certain {
                    for part in parts {
                        if let [TokenTree::Ident(name), TokenTree::Punct(_), TokenTree::Literal(path)] =
                            &part[..]
                            && name == "path"
                        {
                            attributes.conditional = true;
                            attributes.paths.named.extend(string(path));
                        }
                    }
                }
            }
            // `#[test]`, `#[tokio::test]`
            [.., TokenTree::Ident(name)] if name == "test" => attributes.excluded = true,
            _ => {}
        }
    }
}

fn string(literal: &Literal) -> Option<String> {
    syn::parse_str::<LitStr>(&literal.to_string()).ok().map(|text| text.value())
}
