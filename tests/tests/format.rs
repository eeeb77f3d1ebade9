//! The formatter: the layout it writes, the text it leaves unchanged, and the meaning it keeps.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use proptest::{collection::vec, prelude::*, sample::select};
use websocket_api_syntax::source::{Conditions, FormattedText, Sources, Style, format};
use websocket_api_tests::{
    cargo::{websocket_api, workspace},
    command_output::CommandOutput,
    declarations::ALL,
    folder::{self, rust_files},
    generate,
};

/// The style of this workspace.
const STYLE: Style = Style { max_width: 110, tab_spaces: 4, hard_tabs: false };

/// Formats a text without problems.
#[track_caller]
fn formatted(text: &str, style: &Style) -> String {
    let FormattedText { text: after, problems } = format(text, style);
    assert!(problems.is_empty(), "{problems:?} in\n{text}");
    after
}

/// Asserts the result of formatting, and that formatting the result changes nothing.
#[track_caller]
fn assert_becomes(before: &str, expected: &str, style: &Style) {
    assert_eq!(formatted(before, style), expected);
    assert_eq!(formatted(expected, style), expected, "the second time");
}

#[track_caller]
fn assert_stays(text: &str) {
    assert_becomes(text, text, &STYLE);
}

#[test]
fn entries_are_laid_out_as_documented() {
    assert_becomes(include_str!("format/before.rs"), include_str!("format/after.rs"), &Style::default());
}

#[test]
fn comments_stay_with_their_entries() {
    assert_becomes(
        include_str!("format/comments_before.rs"),
        include_str!("format/comments_after.rs"),
        &Style::default(),
    );
}

#[test]
fn block_stays_on_one_line_if_it_was_and_fits() {
    let style = |max_width| Style { max_width, ..Style::default() };
    let text = "websocket_api! { Chat { routes: { a: f, b: { function: g, timeout: 20 } } } }\n";
    assert_becomes(text, text, &style(77));
    let vertical = "\
websocket_api! {
    Chat { routes: { a: f, b: { function: g, timeout: 20 } } }
}
";
    assert_becomes(text, vertical, &style(76));
    let vertical = "\
websocket_api! {
    Chat {
        routes: {
            a: f,
            b: { function: g, timeout: 20 },
        },
    }
}
";
    assert_becomes(text, vertical, &style(45));
    assert_becomes(&text.replace("{ a: f", "{\na: f"), vertical, &style(1000));
    // The rest of the line counts too.
    let call = "use websocket_api; fn main() { api.add_routes(routes! { a: f }).expect(\"a new route\"); }\n";
    assert_becomes(call, call, &style(call.trim_end().len()));
    let vertical = "\
use websocket_api; fn main() { api.add_routes(routes! {
    a: f,
}).expect(\"a new route\"); }
";
    assert_becomes(call, vertical, &style(call.trim_end().len() - 1));
}

#[test]
fn indentation_follows_tab_spaces_and_hard_tabs() {
    let text = "mod a {\n\twebsocket_api! { Chat {\n\n routes: { a: f } } }\n}\n";
    let tabs = "mod a {\n\twebsocket_api! {\n\t\tChat {\n\t\t\troutes: { a: f },\n\t\t}\n\t}\n}\n";
    assert_becomes(text, tabs, &Style { hard_tabs: true, ..Style::default() });
    assert_becomes(
        text,
        &tabs.replace("\t\t\t", "\t    ").replace("\t\t", "\t  "),
        &Style { tab_spaces: 2, ..Style::default() },
    );
    // Extreme settings work.
    for tab_spaces in [0, usize::MAX] {
        for hard_tabs in [false, true] {
            let style = Style { max_width: tab_spaces, tab_spaces, hard_tabs };
            let once = formatted(text, &style);
            assert_eq!(formatted(&once, &style), once);
        }
    }
}

#[test]
fn line_endings_are_kept() {
    let text = "\u{feff}#!/usr/bin/env cargo\r\n\r\nwebsocket_api! { Chat {\r\n // one\r\n routes: { a: f }, description: \"two\\\r\n  lines\" } }\r\n";
    let expected = "\u{feff}#!/usr/bin/env cargo\r\n\r\nwebsocket_api! {\r\n    Chat {\r\n        // one\r\n        routes: { a: f },\r\n        description: \"two\\\r\n  lines\",\r\n    }\r\n}\r\n";
    assert_becomes(text, expected, &Style::default());
    assert_becomes(&text.replace("\r\n", "\n"), &expected.replace("\r\n", "\n"), &Style::default());
}

/// Text that rustfmt formats, text without a known meaning, and text that is not a declaration.
#[test]
fn text_other_than_declarations_is_unchanged() {
    for text in [
        "websocket_api!(Chat(routes(a   =   f)));\n",
        "websocket_api!( pub Chat { routes:   { a: f } });\n",
        "fn f() { let x = permissions![ \"s3\",   (Table,   \"read\") ]; } // websocket_api\nuse websocket_api;\n",
        // Macros of other crates.
        "fn f() { rocket.mount(routes! { a:   f }); permissions!{ a:   b } }\n",
        "macro_rules! api { ($f:path) => { websocket_api! { Chat { routes:   { a: $f } } } } }\n",
        "other! { websocket_api! { Chat { routes:   { a: f } } } }\n",
        "#[rustfmt::skip]\nwebsocket_api! { Chat { routes:   { a: f } } }\n",
        "#[rustfmt::skip]\nmod a { websocket_api! { Chat { routes:   { a: f } } } }\n",
        "mod a { #![rustfmt::skip] websocket_api! { Chat { routes:   { a: f } } } }\n",
        "fn   f( ) { a!{   }  }   \n\n\n  \n",
        "// websocket_api! { Chat { routes:   { a: f } } }\n",
        "const A: &str = \"websocket_api! { Chat { routes:   { a: f } } }\";\n",
        // An item is missing.
        "websocket_api! { Chat { a:   b,, c:   d } }\n",
        "websocket_api! {}\n",
        "",
    ] {
        assert_stays(text);
    }
    let skipped = "#[rustfmt::skip]\nfn f() {}\nwebsocket_api! { Chat { routes:   { a: f } } }\n";
    assert_eq!(formatted(skipped, &STYLE), skipped.replace("   ", " "));
}

#[test]
fn routes_and_permissions_macros_are_laid_out() {
    let before = "\
fn main() {
    api.add_routes(websocket_api::routes! {
      a:   f,
         b: { function:g },
    });
    api.attach_permissions(permissions![ \"s3\",   {actions:[\"a:b\"]} ]);
    api.attach_permissions(permissions!{\"s3\"});
}
";
    let after = "\
fn main() {
    api.add_routes(websocket_api::routes! {
        a: f,
        b: { function: g },
    });
    api.attach_permissions(permissions![\"s3\", { actions: [\"a:b\"] }]);
    api.attach_permissions(permissions!{ \"s3\" });
}
";
    assert_becomes(before, after, &STYLE);
}

#[test]
fn significant_tokens_are_kept() {
    for text in [
        "websocket_api! { Chat { state: (A,), routes: { a: f::<(A,), [u8; 4]>, b: g } } }\n",
        "websocket_api! { Chat { state: (A), routes: { a: f::<Vec<Vec<u8> >, ::a::B>, b: <A as ::a::B>::f } } }\n",
        "websocket_api! { Chat { state: [u8;   4], a: r#\" { , } \"#, b: b\"x\", c: -1.5e3, d: 'x', r#type: \"\" } }\n",
        "websocket_api! { Chat { state: fn(A) -> &'static str, a: dyn ::a::B + 'a, routes: { a:::b } } }\n",
        "websocket_api! { Chat { a => b, c == d, e: f g } }\n",
        // The comma is not the last token.
        "websocket_api! { Chat { a: b, /** of nothing */ } }\n",
    ] {
        assert_stays(text);
    }
}

#[test]
fn invalid_text_is_reported_and_unchanged() {
    let broken = "fn f() {}\nwebsocket_api! { Chat { routes:   { a: f } }\n";
    let FormattedText { text, problems } = format(broken, &STYLE);
    assert_eq!(text, broken);
    assert_eq!(problems.len(), 1);
    assert!(problems[0].message.contains("invalid Rust") && problems[0].bytes.start >= 25, "{problems:?}");

    // A declaration with a problem does not affect the others.
    let deep = format!("{}{}", "{ a: ".repeat(100), "}".repeat(100));
    let text = format!("websocket_api! {{ A {{ a:   {deep} }} }}\nwebsocket_api! {{ B {{ a:   b }} }}\n");
    let FormattedText { text: after, problems } = format(&text, &STYLE);
    assert_eq!(after, text.replace("a:   b", "a: b"));
    assert_eq!(problems.len(), 1);
    assert_eq!(
        (problems[0].message, &text[problems[0].bytes.clone()]),
        ("brackets are nested too deeply", "{")
    );

    for open in ["{", "(", "[", "websocket_api! { a: {", "#[a(", "f::<(", "/* "] {
        let text = open.repeat(20_000);
        assert_eq!(format(&text, &STYLE).text, text);
        let closing = |open: char| match open {
            '{' => "}",
            '(' => ")",
            '[' => "]",
            _ => "",
        };
        let closed = text.clone() + &text.chars().rev().map(closing).collect::<String>();
        assert_eq!(format(&closed, &STYLE).text, closed);
    }
}

#[test]
fn declaration_with_5000_routes_is_laid_out() {
    let text = |lines: usize| {
        let routes: String =
            (0..lines).map(|i| format!("r{i}:   {{function:f,timeout:{i}}}, /* {i} */\n")).collect();
        format!("websocket_api! {{ Chat {{ routes: {{ {routes} }} }} }}\n")
    };
    let expected = |lines: usize| {
        let routes: String = (0..lines)
            .map(|i| format!("            r{i}: {{ function: f, timeout: {i} }}, /* {i} */\n"))
            .collect();
        format!("websocket_api! {{\n    Chat {{\n        routes: {{\n{routes}        }},\n    }}\n}}\n")
    };
    assert_becomes(&text(5_000), &expected(5_000), &STYLE);
}

// Every declaration of the workspace.

/// Returns the Rust code blocks of a Markdown text.
fn fences(text: &str) -> Vec<String> {
    let mut fences = Vec::new();
    let mut rest = text;
    while let Some((_, after)) = rest.split_once("```") {
        let (language, after) = after.split_once('\n').expect("a line");
        let (code, after) = after.split_once("```").expect("an end");
        rest = after;
        if ["", "rust", "rust,no_run", "no_run", "compile_fail"].contains(&language.trim()) {
            // A hidden line begins with `# `.
            fences.push(
                code.lines().map(|line| format!("{}\n", line.strip_prefix("# ").unwrap_or(line))).collect(),
            );
        }
    }
    fences
}

/// Files and code blocks with declarations.
fn sources() -> Vec<(String, String)> {
    let mut paths = Vec::new();
    for folder in ["examples", "tests/src/declarations", "tests/ui", "tests/tests"] {
        paths.extend(rust_files(&workspace().join(folder)));
    }
    paths.retain(|path| !path.starts_with(workspace().join("tests/tests/format")));
    let files =
        paths.into_iter().map(|path| (path.display().to_string(), fs::read_to_string(path).expect("a file")));
    files.chain(documents()).filter(|(_, text)| text.contains("websocket_api!")).collect()
}

fn documents() -> Vec<(String, String)> {
    let mut documents = vec![workspace().join("README.md")];
    for entry in fs::read_dir(workspace().join("runtime/doc")).expect("a folder") {
        documents.push(entry.expect("an entry").path());
    }
    let fences = |path: PathBuf| {
        let text = fs::read_to_string(&path).expect("a file");
        fences(&text).into_iter().map(move |fence| (path.display().to_string(), fence))
    };
    documents.into_iter().flat_map(fences).collect()
}

/// Returns each declaration's value and findings, and the findings of the file.
fn meaning(text: &str) -> Vec<String> {
    let sources = Sources::from_text("main.rs", text, &Conditions::default());
    let declarations = sources.declarations.iter().map(|declaration| {
        let messages: Vec<String> =
            declaration.findings.iter().map(|finding| finding.message.one_line()).collect();
        format!("{:?} {:?} {messages:?}", declaration.name, declaration.value)
    });
    let findings = sources.findings.iter().map(|finding| finding.message.one_line());
    declarations.chain(findings).collect()
}

#[test]
fn formatted_declarations_have_the_same_meaning() {
    let sources = sources();
    let (mut declarations, mut changed) = (0, 0);
    for (name, text) in &sources {
        for style in [STYLE, Style { max_width: 40, ..STYLE }, Style { max_width: 1000, ..STYLE }] {
            let FormattedText { text: once, problems } = format(text, &style);
            assert!(
                problems.iter().all(|problem| problem.message == "brackets are nested too deeply"),
                "{name}: {problems:?}"
            );
            assert_eq!(format(&once, &style).text, once, "{name}");
            assert_eq!(meaning(text), meaning(&once), "{name}");
            changed += usize::from(once != *text);
        }
        declarations += meaning(text).len();
    }
    assert!(declarations > 250 && changed > 200, "{declarations} declarations, {changed} changed");
}

#[test]
fn examples_and_documents_are_formatted() {
    let examples = rust_files(&workspace().join("examples"))
        .into_iter()
        .map(|path| (path.display().to_string(), fs::read_to_string(path).expect("a file")));
    let mut count = 0;
    for (name, text) in examples.chain(documents()) {
        count += usize::from(text.contains("websocket_api!"));
        assert_eq!(formatted(&text, &STYLE), text, "{name}");
    }
    assert!(count > 10, "{count}");
}

// Others' judgement.

fn rustfmt(text: &str) -> String {
    let mut command = Command::new("rustfmt");
    command.args(["--edition", "2024", "--config", "max_width=110,use_small_heuristics=Max"]);
    let result = CommandOutput::run_with_input(command.current_dir(workspace()), text);
    assert_eq!((result.code, &*result.errors), (0, ""), "{text}");
    result.output
}

/// The documentation describes parentheses.
#[test]
fn rustfmt_formats_only_parentheses_of_a_private_declaration() {
    assert_eq!(
        rustfmt("websocket_api!(Chat(routes(a   =   f)));\n"),
        "websocket_api!(Chat(routes(a = f)));\n"
    );
    for text in
        ["websocket_api!(pub Chat(routes(a   =   f)));\n", "websocket_api! { Chat { routes:   { a: f } } }\n"]
    {
        assert_eq!(rustfmt(text), text);
    }
}

/// The two formatters keep each other's result.
#[test]
fn rustfmt_leaves_formatted_declarations_unchanged() {
    let texts: Vec<String> = ALL.iter().map(|case| formatted(case.source, &STYLE)).collect();
    let text: String = texts
        .iter()
        .enumerate()
        .map(|(i, text)| format!("mod m{i} {{\n{}\n}}\n", text.replace("//!", "//")))
        .collect();
    let text = formatted(&rustfmt(&text), &STYLE);
    assert_eq!(rustfmt(&text), text);
    assert_eq!(formatted(&text, &STYLE), text);
}

/// A declaration whose blocks are named is a Rust expression, which rustfmt formats.
fn expression(depth: u32) -> BoxedStrategy<String> {
    let leaf = prop_oneof![
        "q[a-z]{3,12}(::q[a-z]{3,12}){0,2}",
        "\"[a-z ]{9,30}\"",
        "[1-9][0-9]{0,4}",
        Just("(resource_of_it, \"readwrite\")".to_owned()),
    ];
    if depth == 0 {
        return leaf.boxed();
    }
    let keys = vec("[a-z]{3,14}", 1..6);
    let block = (keys, vec(expression(depth - 1), 6)).prop_map(|(keys, values)| {
        let entries: Vec<String> =
            keys.iter().zip(&values).map(|(key, value)| format!("x{key}: {value}")).collect();
        format!("X {{ {} }}", entries.join(", "))
    });
    // rustfmt lays out a single long element differently.
    let list = vec("\"[a-z]{12,30}\"", 2..6).prop_map(|elements| format!("[{}]", elements.join(", ")));
    prop_oneof![2 => leaf, 4 => block, 1 => list].boxed()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// A block that was on one line is laid out as rustfmt lays out a struct.
    #[test]
    fn block_is_laid_out_as_rustfmt_lays_out_a_struct(expressions in vec(expression(4), 8)) {
        // `break X` is as wide as `routes!`, and rustfmt keeps a column free after it.
        let functions = |name: &str, end: &str| -> String {
            let blocks = expressions.iter().map(|value| format!("    {name} {{ value: {value} }}{end}\n"));
            format!("use websocket_api;\n\nfn f() {{\n{}}}\n", blocks.collect::<String>())
        };
        let theirs = rustfmt(&functions("break X", ";")).replace("break X {", "routes! {");
        let ours = formatted(&functions("routes!", ";;"), &STYLE).replace(";;", ";");
        let difference = ours.lines().zip(theirs.lines()).find(|(ours, theirs)| ours != theirs);
        prop_assert!(ours == theirs, "{:?} in\n{}", difference, theirs);
    }
}

// Anything.

/// Text between two tokens; `#` is a number.
const BETWEEN: &[&str] = &[
    "",
    "",
    "",
    " ",
    "\n",
    "\n\n\n",
    "\t",
    " \r\n  ",
    " /* # */",
    "/* # *\n  /x\n */",
    " // #\n",
    "\n// # x  \n",
    "\n\n  /* # */ ",
    "/*#*/\n",
];

/// Returns the tokens with other text between them, and the numbers of the comments.
fn respace(text: &str, between: &[usize]) -> (String, Vec<String>) {
    let tokens: TokenStream = text.parse().expect("tokens");
    let mut flat = Vec::new();
    flatten(tokens, &mut flat);
    let (mut out, mut comments) = (String::new(), Vec::new());
    let mut choices = between.iter().cycle();
    for (i, (token, joint)) in flat.iter().enumerate() {
        out += token;
        if *joint || i + 1 == flat.len() {
            continue;
        }
        let chosen = BETWEEN[*choices.next().expect("a choice") % BETWEEN.len()];
        let number = comments.len().to_string();
        if chosen.contains('#') {
            comments.push(number.clone());
        }
        let chosen = chosen.replace('#', &format!("<{number}>"));
        let is_word = |token: &str| token.starts_with(|c: char| c.is_alphanumeric() || "_\"'".contains(c));
        let glued =
            chosen.is_empty() && !"{}()[],".contains(&**token) && !"{}()[],:".contains(&*flat[i + 1].0);
        out += if glued && (is_word(token) || token.len() == 1) { " " } else { "" };
        out += &chosen;
    }
    (out, comments)
}

/// Every token as written, and `true` if the next token must follow directly.
fn flatten(tokens: TokenStream, flat: &mut Vec<(String, bool)>) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::Bracket => ("[", "]"),
                    _ => ("(", ")"),
                };
                flat.push((open.to_owned(), false));
                flatten(group.stream(), flat);
                flat.push((close.to_owned(), false));
            }
            TokenTree::Punct(punct) => {
                let joint =
                    punct.spacing() == proc_macro2::Spacing::Joint && ":'-=".contains(punct.as_char());
                flat.push((punct.to_string(), joint));
            }
            other => flat.push((other.to_string(), false)),
        }
    }
}

/// The tokens, without commas at the end of groups.
fn tokens(text: &str) -> Vec<String> {
    let mut flat = Vec::new();
    flatten(text.parse().expect("tokens"), &mut flat);
    let tokens: Vec<String> = flat.into_iter().map(|(token, _)| token).collect();
    let is_last =
        |i: usize| tokens[i] == "," && tokens.get(i + 1).is_some_and(|next| "})]".contains(&**next));
    (0..tokens.len()).filter(|i| !is_last(*i)).map(|i| tokens[i].clone()).collect()
}

fn comments(text: &str) -> Vec<String> {
    let numbers = text.split('<').skip(1).filter_map(|rest| rest.split_once('>'));
    numbers
        .filter(|(number, _)| number.parse::<usize>().is_ok())
        .map(|(number, _)| number.to_owned())
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_spacing_and_comments_keep_tokens_and_meaning(
        declaration in generate::declaration(),
        between in vec(0..1000_usize, 1..400),
        max_width in 20..140_usize,
    ) {
        let style = Style { max_width, ..STYLE };
        let (text, written) = respace(&format!("websocket_api! {{ {declaration} }}"), &between);
        let text = format!("  fn f( ) {{  }}\n{text}  // end  \n\n");
        let once = formatted(&text, &style);
        prop_assert_eq!(&formatted(&once, &style), &once, "not the same the second time");
        prop_assert_eq!(tokens(&text), tokens(&once));
        prop_assert_eq!(comments(&once), written);
        prop_assert_eq!(meaning(&text), meaning(&once));
        let end = "  // end  \n\n";
        let begins = once.starts_with("  fn f( ) {  }\nwebsocket_api");
        prop_assert!(begins && once.ends_with(end), "{}", once);
        let (_, inside) = once[..once.len() - end.len()].split_once("websocket_api").expect("a declaration");
        let (_, inside) = inside.split_once('{').expect("a declaration");
        prop_assert!(!inside.lines().any(|line| line.ends_with([' ', '\t'])), "{}", once);
        prop_assert!(!inside.contains("\n\n\n"), "{}", once);
    }

    #[test]
    fn any_tokens_are_formatted_in_one_pass(pieces in vec(select(PIECES), 0..40), max_width in 0..60_usize) {
        let style = Style { max_width, ..STYLE };
        let body = pieces.concat();
        for text in [format!("websocket_api! {{ Chat {{ {body} }} }}"), body.clone(), format!("websocket_api! {{ {body} }}")] {
            let FormattedText { text: once, problems } = format(&text, &style);
            prop_assert!(problems.iter().all(|problem| problem.message.contains("invalid Rust")), "{:?}\n{}", problems, text);
            prop_assert_eq!(&format(&once, &style).text, &once, "not the same the second time\n{}", text);
            if problems.is_empty() {
                prop_assert_eq!(tokens(&text), tokens(&once));
            }
        }
    }

    #[test]
    fn any_text_is_formatted_without_a_panic(text in any::<String>()) {
        _ = format(&text, &STYLE);
    }
}

const PIECES: &[&str] = &[
    "websocket_api! {",
    "routes! {",
    "permissions! [",
    "{",
    "}",
    "(",
    ")",
    "[",
    "]",
    "Chat ",
    "pub ",
    "a",
    "a: ",
    "a: ",
    "b = ",
    ": ",
    ":",
    "::",
    ",",
    ", ",
    ",",
    "$",
    "$connect: ",
    "=",
    "f",
    "<",
    ">",
    "->",
    "=>",
    "&",
    "'a ",
    "\"s\": ",
    "\"s\"",
    "1",
    "-",
    ";",
    "#",
    "#[cfg(x)] ",
    "/// doc\n",
    "/** doc */",
    "// c\n",
    "/* c */",
    "/* c\n  d */",
    "\n",
    "\n",
    "\n\n",
    " ",
    "    ",
    "\t",
    "\r\n",
    "{ a: b }",
    "(A, B)",
    "f::<A, B>",
    "é",
];

#[test]
fn several_declarations_on_one_line_are_laid_out_in_one_pass() {
    let after = "websocket_api::websocket_api! { Core { routes: { $default: a_function_with_a_long_name_for_a_reason } } }";
    for first in ["{ }", "{ Chat { routes: { $default: another_function_with_a_long_name } } }"] {
        let once = format(&format!("websocket_api::websocket_api! {first} {after} {after}\n"), &STYLE);
        let twice = format(&once.text, &STYLE);
        assert_eq!(once.text, twice.text);
    }
}

// The command.

fn fmt(folder: &Path, arguments: &[&str]) -> CommandOutput {
    CommandOutput::from_output(
        websocket_api().arg("fmt").args(arguments).current_dir(folder).output().expect("the command"),
    )
}

const UGLY: &str = "websocket_api! { Chat { routes:   {a: f} } }\n";
const NEAT: &str = "websocket_api! { Chat { routes: { a: f } } }\n";
const MANIFEST: &str = "[package]\nname = \"p\"\nversion = \"0.1.0\"\nedition = \"2024\"\n";

/// Returns a new folder with these files.
fn folder(name: &str, files: &[(&str, &str)]) -> PathBuf {
    folder::folder(concat!(env!("CARGO_TARGET_TMPDIR"), "/format"), name, files)
}

fn read(path: PathBuf) -> String {
    fs::read_to_string(path).expect("a file")
}

#[test]
fn package_is_formatted_with_all_its_modules() {
    let files = [
        ("Cargo.toml", MANIFEST),
        ("src/main.rs", &*format!("mod chat;\nmod neat;\n\n{UGLY}")),
        ("src/chat.rs", &UGLY.replace('\n', "\r\n")),
        ("src/neat.rs", NEAT),
        ("src/lib.rs", "fn   f() {}\n"),
        ("src/not_a_module.rs", UGLY),
    ];
    let folder = folder("package", &files);
    let checked = fmt(&folder, &["--check"]);
    assert_eq!((checked.code, &*checked.errors), (1, ""));
    let diff = "\
--- src/main.rs
+++ src/main.rs
@@ -1,4 +1,4 @@
 mod chat;
 mod neat;
 
-websocket_api! { Chat { routes:   {a: f} } }
+websocket_api! { Chat { routes: { a: f } } }
--- src/chat.rs
+++ src/chat.rs
@@ -1 +1 @@
-websocket_api! { Chat { routes:   {a: f} } }\r
+websocket_api! { Chat { routes: { a: f } } }\r
";
    assert_eq!(checked.output, diff);
    for (path, text) in files {
        assert_eq!(read(folder.join(path)), text, "nothing is written");
    }

    let done = fmt(&folder, &[]);
    assert_eq!((done.code, &*done.output, &*done.errors), (0, "src/main.rs\nsrc/chat.rs\n", ""));
    assert_eq!(read(folder.join("src/main.rs")), format!("mod chat;\nmod neat;\n\n{NEAT}"));
    assert_eq!(read(folder.join("src/chat.rs")), NEAT.replace('\n', "\r\n"));
    assert_eq!(read(folder.join("src/lib.rs")), "fn   f() {}\n");
    assert_eq!(read(folder.join("src/not_a_module.rs")), UGLY);
    for arguments in [&[][..], &["--check"], &[".", "src/lib.rs"]] {
        let again = fmt(&folder, arguments);
        assert_eq!((again.code, &*again.output, &*again.errors), (0, "", ""), "{arguments:?}");
    }
}

#[test]
fn named_files_and_packages_are_formatted() {
    let folder = folder(
        "files",
        &[("a.rs", UGLY), ("b.rs", UGLY), ("p/Cargo.toml", MANIFEST), ("p/src/lib.rs", UGLY)],
    );
    let twice = fmt(&folder, &["--check", "b.rs", "./b.rs"]);
    assert_eq!((twice.code, twice.output.matches("---").count()), (1, 1), "{}", twice.output);
    let done = fmt(&folder, &["b.rs", "p", "./b.rs"]);
    assert_eq!((done.code, &*done.output, &*done.errors), (0, "b.rs\np/src/lib.rs\n", ""));
    assert_eq!(read(folder.join("a.rs")), UGLY);
    let gone = fmt(&folder, &["gone.rs"]);
    assert_eq!((gone.code, &*gone.output), (1, ""));
    assert_eq!(gone.errors, "error: cannot read `gone.rs`: No such file or directory (os error 2)\n");
}

#[test]
fn standard_input_is_formatted_to_standard_output() {
    let folder = folder("editor", &[("rustfmt.toml", "max_width = 30\nhard_tabs = true\n")]);
    let pass = |text: &str, arguments: &[&str]| {
        CommandOutput::run_with_input(websocket_api().arg("fmt").args(arguments).current_dir(&folder), text)
    };
    let narrow = "websocket_api! {\n\tChat { routes: { a: f } }\n}\n";
    for text in [UGLY, narrow] {
        let result = pass(text, &["-"]);
        assert_eq!((result.code, &*result.output, &*result.errors), (0, narrow, ""));
    }
    let checked = pass(UGLY, &["-", "--check"]);
    assert_eq!((checked.code, &*checked.errors), (1, ""));
    assert!(checked.output.starts_with("--- <stdin>\n+++ <stdin>\n"), "{}", checked.output);
    assert_eq!((pass(narrow, &["-", "--check"]).code, &*pass(narrow, &["-", "--check"]).output), (0, ""));
    // The output must not replace the text in an editor.
    let broken = pass("websocket_api! { Chat {", &["-"]);
    assert_eq!((broken.code, &*broken.output), (1, ""));
    assert!(
        broken.errors.contains("<stdin>:1:") && broken.errors.contains("invalid Rust"),
        "{}",
        broken.errors
    );
}

/// The documented command of an editor.
#[test]
fn documented_editor_command_runs_both_formatters() {
    let document = include_str!("../../runtime/doc/macro.md");
    let (_, settings) = document.split_once("```json\n").expect("settings");
    let (settings, _) = settings.split_once("```").expect("their end");
    let settings: serde_json::Value = serde_json::from_str(settings).expect("JSON");
    let line: Vec<&str> = settings["rust-analyzer.rustfmt.overrideCommand"]
        .as_array()
        .expect("a command")
        .iter()
        .filter_map(|word| word.as_str())
        .collect();
    let program = PathBuf::from(websocket_api().get_program());
    let path = std::env::var("PATH").expect("a path");
    let path = format!("{}:{path}", program.parent().expect("a folder").display());
    let edit = |text: &str| {
        CommandOutput::run_with_input(
            Command::new(line[0]).args(&line[1..]).env("PATH", &path).current_dir(workspace()),
            text,
        )
    };
    let done = edit(&format!("fn   f( ) {{}}\n{UGLY}"));
    assert_eq!((done.code, done.output, &*done.errors), (0, format!("fn f() {{}}\n{NEAT}"), ""));
    for broken in ["fn f( {", "websocket_api! { Chat {"] {
        let result = edit(broken);
        assert_eq!((result.code, &*result.output), (1, ""), "{}", result.errors);
    }
}

#[test]
fn rustfmt_settings_apply_or_are_an_error() {
    let wide = "websocket_api! {\n  Chat { routes: { a: f } }\n}\n";
    let files = [
        ("rustfmt.toml", "max_width = 30\ntab_spaces = 2\nuse_small_heuristics = \"Max\"\n"),
        ("a/a.rs", UGLY),
        ("b/.rustfmt.toml", "disable_all_formatting = true\n"),
        ("b/b.rs", UGLY),
        ("c/rustfmt.toml", "max_width = \"wide\"\n"),
        ("c/c.rs", UGLY),
    ];
    let folder = folder("settings", &files);
    let done = fmt(&folder, &["c/c.rs", "b/b.rs", "a/a.rs"]);
    assert_eq!((done.code, &*done.output), (1, "a/a.rs\n"));
    assert!(
        done.errors.starts_with("error: cannot read `") && done.errors.contains("c/rustfmt.toml`: "),
        "{}",
        done.errors
    );
    assert_eq!(read(folder.join("a/a.rs")), wide);
    assert_eq!(
        (read(folder.join("b/b.rs")), read(folder.join("c/c.rs"))),
        (UGLY.to_owned(), UGLY.to_owned())
    );
    let passed =
        CommandOutput::run_with_input(websocket_api().args(["fmt", "-"]).current_dir(folder.join("b")), UGLY);
    assert_eq!((passed.code, &*passed.output), (0, UGLY));
}

#[test]
fn invalid_file_is_reported_and_unchanged() {
    let broken = "\n  websocket_api! { Chat { routes:   {a: f} }\n";
    let deep = format!("websocket_api! {{ A {{ a:   {}{} }} }}\n", "{ a: ".repeat(100), "}".repeat(100));
    let folder = folder(
        "broken",
        &[
            ("broken.rs", broken),
            ("deep.rs", &deep),
            ("wrong.rs", "mod gone;\nwebsocket_api! { Chat { rotues:{} } }\n"),
        ],
    );
    for arguments in [&["broken.rs"][..], &["--check", "broken.rs"]] {
        let result = fmt(&folder, arguments);
        assert_eq!((result.code, &*result.output), (1, ""));
        assert!(
            result.errors.contains("--> broken.rs:2:") && result.errors.contains("invalid Rust"),
            "{}",
            result.errors
        );
        assert_eq!(result.errors.matches("error[").count(), 1, "{}", result.errors);
    }
    assert_eq!(read(folder.join("broken.rs")), broken);
    let result = fmt(&folder, &["deep.rs"]);
    assert_eq!((result.code, &*result.output), (1, ""));
    assert!(
        result.errors.contains("nested too deeply") && result.errors.contains("--> deep.rs:1:"),
        "{}",
        result.errors
    );
    assert_eq!(read(folder.join("deep.rs")), deep);
    // A file with other errors is laid out.
    let result = fmt(&folder, &["wrong.rs"]);
    assert_eq!((result.code, &*result.output), (1, "wrong.rs\n"));
    assert!(result.errors.contains("missing file of the module `gone`"), "{}", result.errors);
    assert_eq!(read(folder.join("wrong.rs")), "mod gone;\nwebsocket_api! { Chat { rotues: {} } }\n");
}

#[cfg(unix)]
#[test]
fn formatted_file_replaces_the_old_one_behind_a_link() {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
    let folder = folder("replaced", &[("real/a.rs", UGLY)]);
    let real = folder.join("real/a.rs");
    fs::set_permissions(&real, fs::Permissions::from_mode(0o640)).expect("permissions");
    symlink("real/a.rs", folder.join("a.rs")).expect("a link");
    let before = fs::metadata(&real).expect("a file").ino();
    let done = fmt(&folder, &["a.rs"]);
    assert_eq!((done.code, &*done.output), (0, "a.rs\n"));
    assert!(folder.join("a.rs").is_symlink());
    let after = fs::metadata(&real).expect("a file");
    assert_eq!((read(real.clone()), after.mode() & 0o777), (NEAT.to_owned(), 0o640));
    assert_ne!(after.ino(), before, "a new file stands in the place of the old one");

    let names: Vec<_> = fs::read_dir(folder.join("real")).expect("a folder").collect();
    assert_eq!(names.len(), 1, "nothing else is left there");
}
