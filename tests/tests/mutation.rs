//! One edit of a valid declaration gives one error at the edit, or none.

use std::{cmp::Reverse, fs, ops::Range, panic, path::Path};

use proc_macro2::{TokenStream, TokenTree};
use websocket_api_syntax::{Level, parse, source::forget_texts};
use websocket_api_tests::{cargo::workspace, folder::rust_files};

/// The number of declarations: the largest in the repository.
const DECLARATIONS: usize = 30;
/// The number of edits of each declaration.
const EDITS: usize = 100;

/// Numbers that look random and are the same in every run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % u64::try_from(bound).expect("a bound")).expect("less than the bound")
    }
}

/// The declarations of a file, without the name of the macro.
fn declarations(path: &Path) -> Vec<String> {
    fn find(tokens: TokenStream, text: &str, found: &mut Vec<String>) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        for three in tokens.windows(3) {
            if let [TokenTree::Ident(name), TokenTree::Punct(bang), TokenTree::Group(group)] = three
                && name == "websocket_api"
                && bang.as_char() == '!'
            {
                found.push(
                    text[group.span_open().byte_range().end..group.span_close().byte_range().start]
                        .to_owned(),
                );
            }
        }
        for token in tokens {
            if let TokenTree::Group(group) = token {
                find(group.stream(), text, found);
            }
        }
    }
    let text = fs::read_to_string(path).expect("a source");
    // Ranges are within the last text read.
    forget_texts();
    let mut found = Vec::new();
    find(text.parse().expect("tokens"), &text, &mut found);
    found
}

/// The range of each token, including groups and their tokens, with the range of the next token.
fn tokens(stream: TokenStream, found: &mut Vec<(Range<usize>, Option<Range<usize>>)>) {
    let mut stream = stream.into_iter().peekable();
    while let Some(token) = stream.next() {
        found.push((token.span().byte_range(), stream.peek().map(|next| next.span().byte_range())));
        if let TokenTree::Group(group) = token {
            tokens(group.stream(), found);
        }
    }
}

/// Returns errors and their ranges, or `None` if the text cannot be tokenized.
fn errors(text: &str) -> Option<Vec<(String, Range<usize>)>> {
    forget_texts();
    let stream: TokenStream = text.parse().ok()?;
    let (api, diagnostics) = parse(stream);
    let errors: Vec<(String, Range<usize>)> = diagnostics
        .into_vec()
        .iter()
        .filter(|diagnostic| diagnostic.level == Level::Error)
        .map(|diagnostic| (diagnostic.message().one_line(), diagnostic.span().byte_range()))
        .collect();
    assert!(api.is_some() || !errors.is_empty(), "nothing, and no reason: {text}");
    Some(errors)
}

/// Returns a description of a random edit, and the edited text.
fn edited(text: &str, numbers: &mut Numbers) -> (String, String) {
    let mut found = Vec::new();
    forget_texts();
    tokens(text.parse().expect("tokens"), &mut found);
    let (token, next) = found[numbers.below(found.len())].clone();
    let word = &text[token.clone()];
    let (kind, replaced, by) = match (numbers.below(4), next) {
        (0, _) => ("delete", token.clone(), String::new()),
        (1, _) => ("duplicate", token.clone(), format!("{word} {word}")),
        // The tokens of a doc comment have the same range.
        (2, Some(next)) if token.end <= next.start => {
            let between = &text[token.end..next.start];
            ("swap", token.start..next.end, format!("{}{between}{word}", &text[next.clone()]))
        }
        _ => {
            let letters: Vec<(usize, char)> =
                word.char_indices().filter(|(_, c)| c.is_ascii_alphanumeric()).collect();
            let Some((at, letter)) = letters.get(numbers.below(letters.len().max(1))).copied() else {
                return (
                    format!("delete `{word}`"),
                    format!("{}{}", &text[..token.start], &text[token.end..]),
                );
            };
            let other = if letter == 'e' { 'a' } else { 'e' };
            ("misspell", token.clone(), format!("{}{other}{}", &word[..at], &word[at + 1..]))
        }
    };
    let kind = format!("{kind} `{}`", word.chars().take(40).collect::<String>());
    (kind, format!("{}{by}{}", &text[..replaced.start], &text[replaced.end..]))
}

#[test]
fn one_edit_gives_one_error_in_the_median_and_at_most_three() {
    let mut all = Vec::new();
    for folder in ["examples", "tests/src/declarations", "tests/ui/pass", "tests/local", "tests/lambda"] {
        all.extend(rust_files(&workspace().join(folder)).iter().flat_map(|path| declarations(path)));
    }
    all.retain(|text| errors(text).is_some_and(|errors| errors.is_empty()));
    all.sort_by_key(|text| Reverse(text.len()));
    all.truncate(DECLARATIONS);
    assert_eq!(all.len(), DECLARATIONS);

    let mut counts = Vec::new();
    let mut numbers = Numbers(1);
    for text in &all {
        for _ in 0..EDITS {
            let (edit, wrong) = edited(text, &mut numbers);
            let attempt = panic::catch_unwind(|| errors(&wrong));
            let Some(errors) = attempt.unwrap_or_else(|_| panic!("{edit}:\n{wrong}")) else { continue };
            for (message, place) in &errors {
                assert!(
                    !place.is_empty() && place.end <= wrong.len(),
                    "{edit}: `{message}` stands at {place:?} of {} bytes:\n{wrong}",
                    wrong.len()
                );
            }
            // Two swapped tokens may both be wrong in their new places.
            assert!(errors.len() <= 3, "{edit}: {errors:#?}\n{wrong}");
            counts.push(errors.len());
        }
    }
    assert!(counts.len() >= 2_000, "{}", counts.len());
    let mut wrong: Vec<usize> = counts.into_iter().filter(|count| *count > 0).collect();
    wrong.sort_unstable();
    let at = |percent: usize| wrong[wrong.len() * percent / 100];
    println!("{} edits with errors: median {}, p90 {}, p99 {}", wrong.len(), at(50), at(90), at(99));
    assert_eq!((at(50), at(99)), (1, 2));
}
