//! `errors.md`, generated from the cases: the compiler's output, and the fix.
//!
//! `BLESS=1 cargo test -p websocket-api-ui catalogue` writes it.

use std::{fmt::Write, fs, path::Path};

use similar::{ChangeTag, TextDiff};

use crate::{TOPICS, fixed::cases};

const INTRODUCTION: &str = "The compiler's output for wrong declarations, and the fix. Each entry is a test: the wrong code does not compile and gives \
    this output, and the fixed code compiles without a warning.\n\n\
    The words of `allow: [WORD]` are listed in [macro.md](../../runtime/doc/macro.md#warnings).\n";

/// The maximum width of a line of source.
const MAX_LINE_WIDTH: usize = 130;

fn cut(line: &str) -> String {
    let mut cut: String = line.chars().take(MAX_LINE_WIDTH).collect();
    if cut.len() < line.len() {
        cut.push('…');
    }
    cut
}

fn entry(case: &Path, text: &mut String) -> std::fmt::Result {
    let read = |extension: &str| fs::read_to_string(case.with_extension(extension)).expect("a case");
    let name = case.with_extension("").to_string_lossy().replace('/', "::");
    writeln!(text, "\n### `{name}`\n\n```text")?;
    let file = case.to_string_lossy();
    for line in read("stderr").trim_end().lines() {
        let line = line.replace(&*file, "src/main.rs").replace("$WORKSPACE/runtime", "websocket-api");
        let is_source = line.trim_start().starts_with(|c: char| c.is_ascii_digit() || c == '|');
        writeln!(text, "{}", if is_source { cut(&line) } else { line }.trim_end())?;
    }
    writeln!(text, "```\n\n```diff")?;
    let (wrong, right) = (read("rs"), read("fixed"));
    let diff = TextDiff::from_lines(&wrong, &right);
    for (i, hunk) in diff.unified_diff().context_radius(1).iter_hunks().enumerate() {
        if i > 0 {
            writeln!(text, " …")?;
        }
        for change in hunk.iter_changes() {
            let sign = match change.tag() {
                ChangeTag::Delete => '-',
                ChangeTag::Insert => '+',
                ChangeTag::Equal => ' ',
            };
            writeln!(text, "{}", cut(&format!("{sign}{}", change.value().trim_end())).trim_end())?;
        }
    }
    writeln!(text, "```")
}

fn catalogue() -> String {
    let mut text = INTRODUCTION.to_owned();
    for (topic, about) in TOPICS {
        write!(text, "\n* [{about}](#{topic})").expect("a string");
    }
    text.push('\n');
    let cases = cases();
    for (topic, about) in TOPICS {
        writeln!(text, "\n## <a id=\"{topic}\"></a>{about}").expect("a string");
        for case in cases.iter().filter(|case| case.starts_with(topic)) {
            entry(case, &mut text).expect("a string");
        }
    }
    text
}

#[test]
fn catalogue_matches_the_cases() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("errors.md");
    let expected = catalogue();
    if std::env::var_os("BLESS").is_some() {
        fs::write(&path, &expected).expect("a file");
    }
    let actual = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        actual == expected,
        "`BLESS=1 cargo test -p websocket-api-ui catalogue` writes tests/ui/errors.md anew"
    );
}
