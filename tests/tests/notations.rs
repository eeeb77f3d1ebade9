//! Both notations of a declaration give the same data.

use proc_macro2::{Delimiter, Group, Punct, Spacing, TokenStream, TokenTree};
use websocket_api_model::declaration::Declaration;
use websocket_api_syntax::{lower, parse};
use websocket_api_tests::declarations::ALL;

/// Rewrites `key: value` in braces as `key = value` in parentheses, and `key: { … }` as `key(…)`.
fn parenthesise(tokens: TokenStream) -> TokenStream {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let is_colon = |i: usize| matches!(tokens.get(i), Some(TokenTree::Punct(p)) if p.as_char() == ':');
    let mut out = TokenStream::new();
    for (i, token) in tokens.iter().enumerate() {
        let single_colon = is_colon(i) && !is_colon(i + 1) && (i == 0 || !is_colon(i - 1));
        let before_block =
            matches!(tokens.get(i + 1), Some(TokenTree::Group(g)) if g.delimiter() == Delimiter::Brace);
        match token {
            TokenTree::Punct(_) if single_colon && before_block => {}
            TokenTree::Punct(_) if single_colon => {
                out.extend([TokenTree::Punct(Punct::new('=', Spacing::Alone))]);
            }
            TokenTree::Group(group) => {
                let delimiter = match group.delimiter() {
                    Delimiter::Brace => Delimiter::Parenthesis,
                    other => other,
                };
                out.extend([TokenTree::Group(Group::new(delimiter, parenthesise(group.stream())))]);
            }
            other => out.extend([other.clone()]),
        }
    }
    out
}

fn declaration(source: &str) -> TokenStream {
    struct Find(Option<TokenStream>);
    impl<'ast> syn::visit::Visit<'ast> for Find {
        fn visit_macro(&mut self, node: &'ast syn::Macro) {
            self.0 = Some(node.tokens.clone());
        }
    }
    let mut find = Find(None);
    syn::visit::Visit::visit_file(&mut find, &syn::parse_file(source).expect("Rust"));
    find.0.expect("a declaration")
}

fn lowered(tokens: TokenStream) -> Declaration {
    let (core, quiet) =
        parse("Core { routes: { $default: f }, custom_domain: \"api.domain.com\" }".parse().expect("tokens"));
    let (api, mut diagnostics) = parse(tokens);
    let core = lower(&core.expect("an API"), &[], &mut diagnostics);
    assert!(quiet.into_vec().is_empty());
    let declaration = lower(&api.expect("an API"), &[core], &mut diagnostics);
    for diagnostic in diagnostics.into_vec() {
        assert_ne!(diagnostic.level, websocket_api_syntax::Level::Error, "{}", diagnostic.message());
    }
    declaration
}

fn has_braces(tokens: &TokenStream) -> bool {
    tokens.clone().into_iter().any(|token| match token {
        TokenTree::Group(group) => group.delimiter() == Delimiter::Brace || has_braces(&group.stream()),
        _ => false,
    })
}

#[test]
fn braces_and_parentheses_give_the_same_declaration() {
    for case in ALL.iter().filter(|case| case.is_literal()) {
        let braces = declaration(case.source);
        let parentheses = parenthesise(braces.clone());
        assert!(!has_braces(&parentheses), "{parentheses}");
        assert_eq!(lowered(parentheses), lowered(braces), "{}", case.name);
    }
}

#[test]
fn quoted_keywords_and_keys_give_the_same_declaration() {
    let bare = "Chat { authorizer: iam, access_log: { retention: one_week }, routes: { $connect: f } }";
    let quoted =
        r#"Chat { authorizer: "iam", access_log: { retention: "one_week" }, routes: { "$connect": f } }"#;
    assert_eq!(lowered(bare.parse().unwrap()), lowered(quoted.parse().unwrap()));
}
