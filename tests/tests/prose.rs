//! The Markdown pages and doc comments follow the countable rules of `STYLE.md`.

use std::{
    fs,
    path::{Path, PathBuf},
};

use websocket_api_tests::cargo::workspace;

const STYLE: &str = include_str!("../../STYLE.md");

/// The maximum number of words in a sentence.
const LONGEST_SENTENCE: usize = 40;

/// Words that open a sentence as a noun clause. A question may open with them.
const OPENINGS: [&str; 11] =
    ["What", "Whatever", "Who", "Whoever", "Whom", "Whose", "Whether", "Where", "Wherever", "Why", "How"];

/// The folders whose doc comments follow the rules. The cases of `tests/ui` are texts of users.
const CODE: [&str; 6] = ["examples", "macros", "runtime", "tests/benches", "tests/src", "tests/tests"];

/// A paragraph, list item, heading or table row.
struct Paragraph {
    file: String,
    /// The number of its first line.
    line: usize,
    text: String,
}

/// A row of the table in the section “Words” of `STYLE.md`.
struct Phrase {
    words: Vec<String>,
    instead: String,
    allowed: Vec<Vec<String>>,
}

/// Splits a text into words and punctuation marks, in lower case.
fn tokens(text: &str) -> Vec<String> {
    let mut tokens: Vec<String> = Vec::new();
    let mut in_word = false;
    for char in text.to_lowercase().chars() {
        let char = if char == '’' { '\'' } else { char };
        let of_word = char.is_alphanumeric() || char == '\'';
        match tokens.last_mut() {
            Some(last) if of_word && in_word => last.push(char),
            _ if char.is_whitespace() => (),
            _ => tokens.push(char.to_string()),
        }
        in_word = of_word;
    }
    tokens
}

/// Returns the texts in backticks.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

/// Reads the table of phrases in `STYLE.md`.
fn phrases() -> Vec<Phrase> {
    let (_, section) = STYLE.split_once("\n## Words\n").expect("the section");
    let section = section.split("\n## ").next().unwrap_or(section);
    let rows = section.lines().filter(|line| line.starts_with("| `"));
    let rows = rows.flat_map(|row| {
        let [_, not, instead, allowed, _] = row.split('|').collect::<Vec<_>>()[..] else {
            panic!("a row of three columns: {row}");
        };
        let allowed: Vec<_> = quoted(allowed).map(tokens).collect();
        quoted(not).map(move |phrase| Phrase {
            words: tokens(phrase),
            instead: instead.trim().to_owned(),
            allowed: allowed.clone(),
        })
    });
    rows.collect()
}

/// Returns the positions of a phrase, in which `…` is any word.
fn positions(tokens: &[String], phrase: &[String]) -> Vec<usize> {
    let is_word = |token: &str| token.chars().all(|char| char.is_alphanumeric() || char == '\'');
    let equal = |(token, word): (&String, &String)| token == word || word == "…" && is_word(token);
    let windows = tokens.windows(phrase.len()).enumerate();
    windows.filter(|(_, window)| window.iter().zip(phrase).all(equal)).map(|(at, _)| at).collect()
}

/// Returns the phrases of the list that a text contains.
fn listed_phrases(text: &str, phrases: &[Phrase]) -> Vec<String> {
    let tokens = tokens(text);
    let mut found = Vec::new();
    for Phrase { words, instead, allowed } in phrases {
        for at in positions(&tokens, words) {
            let is_allowed = allowed.iter().any(|allowed| {
                let mut starts = positions(&tokens, allowed).into_iter();
                starts.any(|start| start <= at && at + words.len() <= start + allowed.len())
            });
            if !is_allowed {
                found.push(format!("`{}`: write {instead}", tokens[at..at + words.len()].join(" ")));
            }
        }
    }
    found
}

/// Returns a Markdown text without code, link targets and emphasis.
fn plain(text: &str) -> String {
    let mut plain = String::new();
    for (index, part) in text.split('`').enumerate() {
        plain.push_str(if index % 2 == 0 { part } else { "x" });
    }
    while let Some(start) = plain.find("](") {
        let Some(length) = plain[start..].find(')') else { break };
        plain.replace_range(start..=start + length, "");
    }
    plain.replace(['[', ']', '*', '_', '!'], "")
}

/// Splits a plain text into sentences, cells of tables included.
fn sentences(text: &str) -> Vec<&str> {
    let mut sentences = Vec::new();
    let mut start = 0;
    for (at, char) in text.char_indices() {
        let ends = match char {
            '.' | '?' | ':' => text[at + 1..].chars().next().is_none_or(char::is_whitespace),
            _ => char == '|',
        };
        if ends {
            sentences.push(&text[start..=at]);
            start = at + 1;
        }
    }
    sentences.push(&text[start..]);
    let numbering = |char: char| !char.is_alphabetic();
    sentences.iter().map(|sentence| sentence.trim_start_matches(numbering).trim()).collect()
}

fn word_count(sentence: &str) -> usize {
    sentence.split(|char: char| !char.is_alphabetic() && char != '\'').filter(|word| !word.is_empty()).count()
}

/// Returns the violations of a paragraph.
fn violations(paragraph: &Paragraph, phrases: &[Phrase]) -> Vec<String> {
    let text = plain(&paragraph.text);
    let mut found = listed_phrases(&text, phrases);
    for sentence in sentences(&text) {
        let words = word_count(sentence);
        if words > LONGEST_SENTENCE {
            found.push(format!("a sentence of {words} words: {sentence}"));
        }
        let opening = sentence.split(|char: char| !char.is_alphabetic()).next();
        if opening.is_some_and(|word| OPENINGS.contains(&word)) && !sentence.ends_with('?') {
            found.push(format!("a sentence that opens with a noun clause: {sentence}"));
        }
    }
    let Paragraph { file, line, .. } = paragraph;
    found.into_iter().map(|violation| format!("{file}:{line}: {violation}")).collect()
}

/// Returns the paragraphs of numbered lines of prose.
fn paragraphs<'a>(file: &str, lines: impl Iterator<Item = (usize, &'a str)>) -> Vec<Paragraph> {
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    let mut last = None;
    for (line, text) in lines {
        let text = text.trim();
        let is_item = text.starts_with(['|', '#', '>']) || text.starts_with("- ") || text.starts_with("* ");
        let (digits, rest) = text.split_at(text.find(|char: char| !char.is_ascii_digit()).unwrap_or(0));
        let is_numbered = !digits.is_empty() && rest.starts_with(". ");
        match paragraphs.last_mut() {
            Some(paragraph) if last == line.checked_sub(1) && !is_item && !is_numbered => {
                paragraph.text.push(' ');
                paragraph.text.push_str(text);
            }
            _ => paragraphs.push(Paragraph { file: file.to_owned(), line, text: text.to_owned() }),
        }
        last = Some(line);
    }
    paragraphs
}

/// Returns the paragraphs of numbered lines of Markdown, without code blocks and definitions of links.
fn prose<'a>(file: &str, lines: impl Iterator<Item = (usize, &'a str)>) -> Vec<Paragraph> {
    let mut in_code = false;
    let lines = lines.filter(|(_, line)| {
        let is_fence = line.trim_start().starts_with("```");
        in_code ^= is_fence;
        let is_definition = line.trim_start().starts_with('[') && line.contains("]: ");
        !is_fence && !in_code && !line.trim().is_empty() && !is_definition
    });
    paragraphs(file, lines)
}

/// Returns the paragraphs of a Markdown page.
fn markdown(file: &str, text: &str) -> Vec<Paragraph> {
    prose(file, (1..).zip(text.lines()))
}

/// Returns the paragraphs of the doc comments in Rust source.
fn doc_comments(file: &str, text: &str) -> Vec<Paragraph> {
    let lines = (1..).zip(text.lines()).filter_map(|(number, line)| {
        let line = line.trim_start();
        Some((number, line.strip_prefix("///").or_else(|| line.strip_prefix("//!"))?))
    });
    prose(file, lines)
}

/// Returns the files of a folder with this extension, except the pages that do not follow `STYLE.md`.
fn files(folder: &Path, extension: &str) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().and_then(|name| name.to_str()).expect("UTF-8");
        if path.is_dir() {
            let skipped = ["target", "node_modules", ".git"].contains(&name);
            if !skipped {
                files.extend(self::files(&path, extension));
            }
        } else if path.extension().is_some_and(|of_file| of_file == extension)
            // `STYLE.md` lists the phrases, and `tests/ui/errors.md` has the output of the compiler.
            && !["STYLE.md", "errors.md"].contains(&name)
        {
            files.push(path);
        }
    }
    files
}

/// Asserts that the paragraphs of these files follow the rules.
#[track_caller]
fn assert_followed(paths: &[PathBuf], read: impl Fn(&str, &str) -> Vec<Paragraph>) {
    let phrases = phrases();
    let mut found = Vec::new();
    for path in paths {
        let text = fs::read_to_string(path).expect("a text");
        let file = path.strip_prefix(workspace()).expect("a file of the workspace").display().to_string();
        found.extend(read(&file, &text).iter().flat_map(|paragraph| violations(paragraph, &phrases)));
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn pages_follow_the_style() {
    let paths = files(workspace(), "md");
    assert!(paths.len() > 10, "the pages are no longer found: {paths:?}");
    assert_followed(&paths, markdown);
}

#[test]
fn doc_comments_follow_the_style() {
    for folder in CODE {
        let paths = files(&workspace().join(folder), "rs");
        assert!(!paths.is_empty(), "{folder}");
        assert_followed(&paths, doc_comments);
    }
}

#[test]
fn readme_is_short() {
    let text = fs::read_to_string(workspace().join("README.md")).expect("the README");
    let lines = text.lines().count();
    assert!(lines <= 120, "{lines} lines");
    let paragraphs: Vec<_> =
        markdown("README.md", &text).iter().map(|paragraph| plain(&paragraph.text)).collect();
    let counts =
        paragraphs.iter().flat_map(|text| sentences(text)).map(word_count).filter(|count| *count > 2);
    let counts: Vec<_> = counts.collect();
    let average = counts.iter().sum::<usize>() as f64 / counts.len() as f64;
    assert!(counts.len() > 30 && average <= 18.0, "{} sentences of {average} words", counts.len());
}

/// Returns the violations of a Markdown text, without the name of its file.
fn check(text: &str) -> Vec<String> {
    let phrases = phrases();
    let paragraphs = markdown("page.md", text);
    let found = paragraphs.iter().flat_map(|paragraph| violations(paragraph, &phrases));
    found.map(|violation| violation.strip_prefix("page.md:").expect("the file").to_owned()).collect()
}

#[track_caller]
fn assert_violations(text: &str, expected: &[&str]) {
    let found = check(text);
    assert_eq!(found.len(), expected.len(), "{text}: {found:?}");
    for (found, expected) in found.iter().zip(expected) {
        assert!(found.starts_with(expected), "{text}: {found}");
    }
}

#[test]
fn listed_phrase_is_reported_at_its_paragraph() {
    let phrases = phrases();
    assert!(phrases.len() > 40, "{}", phrases.len());
    assert_violations("# Title\n\nThe key\nstands here.\n", &["3: `stands`: write is, appears"]);
    assert_violations("It runs for\never. It Wants a key.\n", &["1: `for ever`", "1: `wants`"]);
    assert_violations("| a | A key of its own |\n", &["1: `of its own`"]);
    assert_violations("Ten at most, or 5 at most.\n", &["1: `at most ,`", "1: `at most .`"]);
    // Each phrase of the list is found, so that no row is dead.
    for Phrase { words, .. } in &phrases {
        assert!(!check(&format!("A text {} here.", words.join(" "))).is_empty(), "{words:?}");
    }
}

#[test]
fn allowed_phrase_and_code_are_not_reported() {
    for text in [
        "There is no key, and it is no longer read.",
        "A stand-alone page stands for itself.",
        "A bystander understands it. Use at most 5.",
        "The key `wants` and ``a `tells` b`` are code.",
        "See [a page](beside.md).",
        "```text\nWhat is wrong beside it?\nWhoever\n```",
    ] {
        assert_violations(text, &[]);
    }
    assert_violations("There is no key. It is no key.", &["1: `is no`"]);
}

#[test]
fn long_sentence_is_reported() {
    let sentence = |words: usize| format!("{}word.", "word ".repeat(words - 1));
    assert_violations(&sentence(40), &[]);
    assert_violations(&sentence(41), &["1: a sentence of 41 words"]);
    assert_violations(&format!("{} {}", sentence(30), sentence(30)), &[]);
    assert_violations(&format!("| {} | {} |", sentence(30), sentence(30)), &[]);
    assert_violations(&format!("- {}\n- {}", "word ".repeat(30), "word ".repeat(30)), &[]);
    assert_violations(&format!("word\n{}\n", "word ".repeat(40)), &["1: a sentence of 41 words"]);
}

#[test]
fn noun_clause_at_the_beginning_is_reported() {
    assert_violations("A key. What the key does is unknown.", &["1: a sentence that opens"]);
    assert_violations("- Whether it runs\n- **Where** it runs\n", &["1: a sentence", "2: a sentence"]);
    assert_violations("| Why it runs | 1. How it runs |\n", &["1: a sentence", "1: a sentence"]);
    assert_violations("# What does a key do?\n\nThe reader asks why. Whatsoever.", &[]);
}

#[test]
fn doc_comment_is_read_with_its_line() {
    let source = "//! A module.\n\n/// The first\n/// line.\n///\n/// ```text\n/// What wants\n/// ```\n/// - an item\nfn f() {} // What wants\n";
    let found: Vec<_> =
        doc_comments("f.rs", source).into_iter().map(|found| (found.line, found.text)).collect();
    let expected = [(1, "A module."), (3, "The first line."), (9, "- an item")];
    assert_eq!(found, expected.map(|(line, text)| (line, text.to_owned())));
}
