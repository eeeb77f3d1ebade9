//! Every message of the front end is in a case of `tests/ui`.

use std::{
    fs,
    path::{Path, PathBuf},
};

use proc_macro2::{TokenStream, TokenTree};
use syn::{
    Attribute, ExprMethodCall, ItemMod, LitStr, Macro,
    visit::{self, Visit},
};
use websocket_api_tests::cargo::workspace;

/// Messages without a case, and the reason.
const MESSAGES_WITHOUT_CASE: &[(&str, &str)] = &[
    (" bytes, and CloudFormation takes ", "`source` makes it say so, with a megabyte"),
    ("let routes share a function ", "the same message"),
    ("bytes of template", "the same declaration"),
    ("these APIs make", "only a stack has several APIs; `api` makes it say so"),
    ("put each API in a stack", "the same message"),
    (" is declared twice in one stack", "only a stack has several APIs; `api` makes it say so"),
    ("the other shares it under another `path`", "the same stack"),
    ("declare the same `architecture` for both", "the same stack"),
    ("characters of permissions of one function", "`templates` makes it say so"),
    (" entries; nothing that AWS takes has more", "`command` makes it say so, with five thousand"),
    (" elements; nothing that AWS takes has more", "likewise"),
    ("this block cannot be read: ", "it would be a bug"),
    ("something unreadable", "it has an error of its own"),
    (
        " is a Rust constant, which has a value only when the program is compiled",
        "the compiler knows its value",
    ),
    (
        " is not declared in what was read, or shares a domain itself",
        "the compiler says that it knows no such type",
    ),
];

/// The minimum length of a sentence: shorter texts may be words of the language.
const MIN_SENTENCE_LENGTH: usize = 12;

fn files(folder: &Path, extension: &str, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files(&path, extension, found);
        } else if path.extension().is_some_and(|other| other == extension) {
            found.push(path);
        }
    }
}

/// The sentences in a file's strings.
#[derive(Default)]
struct Sentences(Vec<String>);

impl Sentences {
    fn add(&mut self, text: &str) {
        // The text between the arguments of a format string.
        let pieces = text.split(['{', '}']).enumerate().filter(|(i, _)| i % 2 == 0 || text.contains("{{"));
        let longest = pieces.map(|(_, piece)| piece).max_by_key(|piece| piece.len()).unwrap_or_default();
        if longest.trim().contains(' ') && longest.len() >= MIN_SENTENCE_LENGTH {
            self.0.push(longest.to_owned());
        }
    }

    fn add_tokens(&mut self, tokens: TokenStream) {
        let mut attribute = false;
        for token in tokens {
            let before = std::mem::replace(&mut attribute, false);
            match token {
                TokenTree::Punct(punct) => attribute = punct.as_char() == '#',
                TokenTree::Group(group) if !before => self.add_tokens(group.stream()),
                TokenTree::Literal(literal) => {
                    if let Ok(text) = syn::parse_str::<LitStr>(&literal.to_string()) {
                        self.add(&text.value());
                    }
                }
                _ => {}
            }
        }
    }
}

impl<'ast> Visit<'ast> for Sentences {
    fn visit_lit_str(&mut self, text: &'ast LitStr) {
        self.add(&text.value());
    }

    fn visit_macro(&mut self, node: &'ast Macro) {
        // Blocks of the language are documentation and keys.
        if !["block", "panic", "mirror", "pairs"].iter().any(|name| node.path.is_ident(name)) {
            self.add_tokens(node.tokens.clone());
        }
    }

    fn visit_attribute(&mut self, _: &'ast Attribute) {}

    fn visit_expr_method_call(&mut self, call: &'ast ExprMethodCall) {
        if call.method != "expect" {
            visit::visit_expr_method_call(self, call);
        }
    }

    fn visit_item_mod(&mut self, module: &'ast ItemMod) {
        if !module.attrs.iter().any(|attribute| attribute.path().is_ident("cfg")) {
            visit::visit_item_mod(self, module);
        }
    }
}

#[test]
fn front_end_messages_are_in_a_ui_case() {
    let workspace = workspace();
    let mut cases = Vec::new();
    files(&workspace.join("tests/ui"), "stderr", &mut cases);
    let said: String = cases.iter().map(|path| fs::read_to_string(path).expect("a case")).collect();

    let front_end = workspace.join("macros/syntax/src");
    let mut sources = Vec::new();
    files(&front_end, "rs", &mut sources);
    sources.push(workspace.join("runtime/model/src/rules/rule.rs"));
    let mut missing = Vec::new();
    let mut count = 0;
    for path in sources.iter().filter(|path| !path.starts_with(front_end.join("source"))) {
        let mut sentences = Sentences::default();
        sentences.visit_file(&syn::parse_file(&fs::read_to_string(path).expect("a file")).expect("Rust"));
        count += sentences.0.len();
        let has_no_case =
            |sentence: &String| MESSAGES_WITHOUT_CASE.iter().any(|(known, _)| sentence.contains(known));
        let sentences =
            sentences.0.into_iter().filter(|sentence| !said.contains(sentence) && !has_no_case(sentence));
        let name = path.strip_prefix(workspace).expect("a file of it").display();
        missing.extend(sentences.map(|sentence| format!("{name}: {sentence}")));
    }
    assert!(count > 150, "they are no longer found: {count}");
    assert!(missing.is_empty(), "no case of tests/ui has\n{}", missing.join("\n"));
}
