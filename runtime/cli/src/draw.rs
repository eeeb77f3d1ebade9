use std::io::Write;

use annotate_snippets::{AnnotationKind, Group, Level as Severity, Origin, Patch, Renderer, Snippet};
use websocket_api_model::escape;
use websocket_api_syntax::{
    Level,
    source::{Finding, Sources},
};

use super::excerpt::Excerpt;

/// The maximum number of drawings of each level. The command counts the other findings.
const DRAWN: usize = 100;

/// Draws what is wrong over the source on standard error, in colour where that is a terminal.
pub(super) fn draw<'a>(sources: &'a Sources, findings: impl IntoIterator<Item = &'a Finding>) {
    let mut output = anstream::stderr().lock();
    // A closed standard error is not reported.
    let _ = draw_to(&mut output, sources, findings);
}

fn draw_to<'a>(
    output: &mut impl Write,
    sources: &'a Sources,
    findings: impl IntoIterator<Item = &'a Finding>,
) -> std::io::Result<()> {
    let renderer = Renderer::styled();
    let (mut errors, mut warnings) = (0_usize, 0_usize);
    for finding in findings {
        let count = match finding.level {
            Level::Error => &mut errors,
            Level::Warning => &mut warnings,
        };
        *count += 1;
        if *count <= DRAWN {
            writeln!(output, "{}\n", renderer.render(&groups(sources, finding)))?;
        }
    }
    for (count, noun) in [(errors, "error"), (warnings, "warning")] {
        match count.saturating_sub(DRAWN) {
            0 => {}
            1 => writeln!(output, "1 more {noun} is not drawn; {EVERYTHING}\n")?,
            more => writeln!(output, "{more} more {noun}s are not drawn; {EVERYTHING}\n")?,
        }
    }
    Ok(())
}

const EVERYTHING: &str = "`websocket-api check --format short` lists everything";

fn groups<'a>(sources: &'a Sources, finding: &'a Finding) -> Vec<Group<'a>> {
    let file = &sources.files[finding.place.file];
    let path = escape::path(&file.path);
    let bytes = finding.place.bytes.clone();
    // The renderer reads all of its source for each drawing, so it gets these lines only, cut where they are long.
    let lines = file.lines(&bytes);
    let line = file.position(lines.start).line;
    let span = bytes.start - lines.start..bytes.end - lines.start;
    let Excerpt { text: source, span, is_cut } = Excerpt::new(file.slice(lines), span);
    let level = match finding.level {
        Level::Error => Severity::ERROR,
        Level::Warning => Severity::WARNING,
    };
    let (problem, remedy) = parts(&finding.message);
    let primary = AnnotationKind::Primary.span(span.clone());
    let snippet = Snippet::source(source.clone()).line_start(line).annotation(primary);
    let title = level.primary_title(problem);
    // The renderer would count columns from the cut.
    let origin = || {
        let position = file.position(bytes.start);
        Origin::path(path.clone()).line(position.line).char_column(position.column)
    };
    let mut groups = vec![match (file.is_shown, is_cut) {
        (false, _) => title.element(origin()),
        (true, true) => title.element(origin()).element(snippet),
        (true, false) => title.element(snippet.path(path.clone())),
    }];
    if let Some(remedy) = remedy {
        let title = Severity::HELP.secondary_title(remedy);
        groups.push(match replacement(&finding.message, file.slice(bytes.clone())) {
            Some(text) if file.is_shown => {
                title.element(Snippet::source(source).line_start(line).patch(Patch::new(span, text)))
            }
            _ => Group::with_title(title),
        });
    }
    groups
}

/// "what is wrong; what to do": a semicolon in the user's own words, which are between backticks, parts nothing.
fn parts(message: &str) -> (&str, Option<&str>) {
    let mut quoted = false;
    for (i, c) in message.char_indices() {
        match c {
            '`' => quoted = !quoted,
            ';' if !quoted => {
                if let Some(remedy) = message[i..].strip_prefix("; ") {
                    return (&message[..i], Some(remedy));
                }
            }
            _ => {}
        }
    }
    (message, None)
}

/// What to write instead of `text`, if the message proposes a word for one that stands there.
pub(super) fn replacement(message: &str, text: &str) -> Option<String> {
    let (problem, proposal) = message.split_once("did you mean `")?;
    let (proposal, _) = proposal.split_once('`')?;
    let is_word = |word: &str| {
        word.contains(char::is_alphanumeric)
            && !word.contains(|c: char| c.is_whitespace() || "\"{}".contains(c))
    };
    let whole = text.trim_matches('"');
    if !is_word(proposal) || !is_word(whole) || whole == proposal {
        return None;
    }
    // The part of it that the message spoke of last, or else all of it.
    let quoted = problem.split('`').skip(1).step_by(2).filter(|word| is_word(word));
    let wrong = quoted.filter(|word| whole.matches(word).count() == 1).last().unwrap_or(whole);
    Some(text.replacen(wrong, proposal, 1)).filter(|replaced| replaced != text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_have_two_parts() {
        assert_eq!(parts("a is wrong"), ("a is wrong", None));
        assert_eq!(parts("a is wrong; write b"), ("a is wrong", Some("write b")));
        assert_eq!(parts("`a; b` is wrong; write `c; d`"), ("`a; b` is wrong", Some("write `c; d`")));
        assert_eq!(parts("`a; b is wrong"), ("`a; b is wrong", None));
        assert_eq!(parts("a;b"), ("a;b", None));
    }

    #[test]
    fn a_proposal_replaces_the_word_that_stands_there() {
        let known = "unknown key `timout` in a function; did you mean `timeout`?";
        assert_eq!(replacement(known, "timout").as_deref(), Some("timeout"));
        assert_eq!(replacement(known, "\"timout\"").as_deref(), Some("\"timeout\""));
        let action = "IAM knows no action `s3:GetObjet`; did you mean `s3:getobject`, in whatever case?";
        assert_eq!(replacement(action, "\"s3:GetObjet\"").as_deref(), Some("\"s3:getobject\""));
        let predefined = "only `$connect` and `$default` may begin with `$`; did you mean `$connect`?";
        assert_eq!(replacement(predefined, "$conect").as_deref(), Some("$connect"));
        assert_eq!(replacement("`Tabel` names nothing; did you mean `${Table}`?", "\"${Tabel}\""), None);
        assert_eq!(replacement("unknown key `a`; expected `b`", "a"), None);
        assert_eq!(replacement("`a` is wrong; did you mean `a", "a"), None);
        assert_eq!(replacement("", ""), None);
    }
}
