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

/// Draws the findings over the source on standard error, in colour on a terminal.
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
    let message = &finding.message;
    let primary = AnnotationKind::Primary.span(span.clone());
    let primary = match message.caret_label() {
        Some(label) => primary.label(label),
        None => primary,
    };
    let snippet = Snippet::source(source.clone()).line_start(line).annotation(primary);
    let title = level.primary_title(message.fault()).id(finding.rule);
    // The renderer would count columns from the cut.
    let origin = || {
        let position = file.position(bytes.start);
        Origin::path(path.clone()).line(position.line).char_column(position.column)
    };
    let fault = match (file.is_shown, is_cut) {
        (false, _) => title.element(origin()),
        (true, true) => title.element(origin()).element(snippet),
        (true, false) => title.element(snippet.path(path.clone())),
    };
    let notes = message.notes().iter().map(|note| Severity::NOTE.message(note));
    let mut groups = vec![notes.fold(fault, Group::element)];
    for help in message.helps() {
        let title = Severity::HELP.secondary_title(&help.text);
        groups.push(match help.apply(file.slice(bytes.clone())) {
            Some(text) if file.is_shown => {
                let patch = Patch::new(span.clone(), text);
                title.element(Snippet::source(source.clone()).line_start(line).patch(patch))
            }
            _ => Group::with_title(title),
        });
    }
    groups
}
