//! For any tokens the front end returns, and reports the tokens that it rejects.

use proc_macro2::{Delimiter, Group, Ident, Literal, Punct, Spacing, Span, TokenStream, TokenTree};
use proptest::{collection::vec, prelude::*, sample::select};
use websocket_api_syntax::parse;
use websocket_api_tests::declarations::ALL;

/// A token without the spans and handles that keep real ones out of property tests.
#[derive(Clone, Debug)]
enum Token {
    Ident(&'static str),
    Punct(char, bool),
    Text(String),
    Number(u64),
    Float,
    Group(u8, Vec<Token>),
}

const WORDS: &[&str] = &[
    "pub",
    "Chat",
    "routes",
    "defaults",
    "function",
    "handler",
    "timeout",
    "access_log",
    "retention",
    "one_week",
    "connect",
    "stage",
    "variables",
    "throttle",
    "rate",
    "data_trace",
    "name",
    "tags",
    "environment",
    "permissions",
    "layers",
    "authorizer",
    "iam",
    "true",
    "false",
    "crate",
    "self",
    "super",
    "fn",
    "async",
    "type",
    "dyn",
    "impl",
    "unsafe",
    "mut",
    "return",
    "memory_size",
    "_x",
];

fn token() -> impl Strategy<Value = Token> {
    let leaf = prop_oneof![
        4 => select(WORDS).prop_map(Token::Ident),
        4 => (select(&[':', ',', '=', '$', '<', '>', '-', '.', '#', '!', '&', '|', '?', '+', '*', ';'][..]), any::<bool>())
            .prop_map(|(c, joint)| Token::Punct(c, joint)),
        1 => r"[$\{\}a-zA-Z:.! ]{0,12}".prop_map(Token::Text),
        1 => any::<u64>().prop_map(Token::Number),
        1 => Just(Token::Float),
    ];
    leaf.prop_recursive(5, 60, 10, |inner| {
        (0..4_u8, vec(inner, 0..10)).prop_map(|(delimiter, tokens)| Token::Group(delimiter, tokens))
    })
}

fn stream(tokens: &[Token]) -> TokenStream {
    tokens.iter().map(tree).collect()
}

fn tree(token: &Token) -> TokenTree {
    match token {
        Token::Ident(word) => Ident::new(word, Span::call_site()).into(),
        Token::Punct(c, joint) => Punct::new(*c, if *joint { Spacing::Joint } else { Spacing::Alone }).into(),
        Token::Text(text) => Literal::string(text).into(),
        Token::Number(number) => Literal::u64_unsuffixed(*number).into(),
        Token::Float => Literal::f64_unsuffixed(1.5).into(),
        Token::Group(delimiter, tokens) => {
            let delimiter = [Delimiter::Brace, Delimiter::Parenthesis, Delimiter::Bracket, Delimiter::None]
                [usize::from(*delimiter)];
            Group::new(delimiter, stream(tokens)).into()
        }
    }
}

/// Changes the token at index `at`, depth first.
fn mutate(tokens: TokenStream, at: &mut usize, change: &Change) -> TokenStream {
    let mut out = Vec::new();
    for token in tokens {
        let hit = *at == 0;
        *at = at.wrapping_sub(1);
        if hit {
            match change {
                Change::Remove => {}
                Change::Double => out.extend([token.clone(), token]),
                Change::Replace(other) => out.push(tree(other)),
                Change::Insert(other) => out.extend([tree(other), token]),
            }
            continue;
        }
        out.push(match token {
            TokenTree::Group(group) => {
                Group::new(group.delimiter(), mutate(group.stream(), at, change)).into()
            }
            other => other,
        });
    }
    out.into_iter().collect()
}

#[derive(Clone, Debug)]
enum Change {
    Remove,
    Double,
    Replace(Token),
    Insert(Token),
}

fn change() -> impl Strategy<Value = (usize, Change)> {
    let change = prop_oneof![
        Just(Change::Remove),
        Just(Change::Double),
        token().prop_map(Change::Replace),
        token().prop_map(Change::Insert),
    ];
    (0..90_usize, change)
}

fn declaration(source: &str) -> TokenStream {
    let start = source.rfind("websocket_api! {").expect("a declaration in braces") + "websocket_api! {".len();
    let end = source.rfind('}').expect("its end");
    source[start..end].parse().expect("tokens")
}

/// Reads the tokens, and asserts that there is an API or an error.
fn read(tokens: TokenStream) {
    let (api, diagnostics) = parse(tokens);
    let errors = diagnostics.has_errors();
    let messages: Vec<String> =
        diagnostics.into_vec().iter().map(|diagnostic| diagnostic.message().one_line()).collect();
    assert!(api.is_some() || errors, "nothing read and nothing said");
    for message in messages {
        assert!(!message.contains("this block cannot be read"), "{message}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn any_tokens_give_an_api_or_an_error(tokens in vec(token(), 0..12)) {
        read(stream(&tokens));
    }

    #[test]
    fn any_body_gives_an_api_or_an_error(tokens in vec(token(), 0..20)) {
        let body = stream(&tokens);
        read(quote::quote!(pub Chat { #body }));
        read(quote::quote!(Chat ( routes ( #body ) )));
        read(quote::quote!(Chat { routes: { a: { function: { #body } } } }));
        read(quote::quote!(Chat { defaults: { function: { #body } }, stage: { #body }, access_log: { #body } }));
    }

    #[test]
    fn mutated_declaration_gives_an_api_or_an_error(which in 0..ALL.len(), changes in vec(change(), 1..4)) {
        let source = ALL[which].source;
        prop_assume!(source.contains("websocket_api! {"));
        let mut tokens = declaration(source);
        for (at, change) in changes {
            tokens = mutate(tokens, &mut at.clone(), &change);
        }
        read(tokens);
    }
}

#[test]
fn declaration_nested_too_deeply_is_an_error() {
    for open in ["{", "[", "("] {
        let close = match open {
            "{" => "}",
            "[" => "]",
            _ => ")",
        };
        let deep = format!("Chat {{ routes: {}{} }}", open.repeat(2_000), close.repeat(2_000));
        let (api, diagnostics) = parse(deep.parse().unwrap());
        assert!(api.is_none());
        assert_eq!(diagnostics.into_vec()[0].message().fault(), "brackets are nested too deeply");
    }
}

#[test]
fn path_that_is_too_long_is_an_error() {
    let path = format!("Chat {{ routes: {{ a: f::<{}u8{}> }} }}", "Vec<".repeat(5_000), ">".repeat(5_000));
    let (_, diagnostics) = parse(path.parse().unwrap());
    assert_eq!(diagnostics.into_vec()[0].message().fault(), "path of more than 256 tokens");
}

#[test]
fn valid_routes_are_read_next_to_errors() {
    let tokens = "Chat { routes: { $connect: handlers::connect, $default handlers::fallback, b: , c: d, => e }, \
                  timeout: 3, access_log: { retention: one_weak, format: \"$context.requestId\" } }";
    let (api, diagnostics) = parse(tokens.parse().unwrap());
    let keys: Vec<String> = api.unwrap().routes.iter().map(|route| route.key.clone()).collect();
    assert_eq!(keys, ["$connect", "$default", "b", "c"]);
    let messages: Vec<String> =
        diagnostics.into_vec().iter().map(|diagnostic| diagnostic.message().one_line()).collect();
    assert_eq!(messages.len(), 5, "{messages:#?}");
}
