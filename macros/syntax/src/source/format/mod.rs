//! The formatter of declarations, which rustfmt does not format.

mod atom;
mod columns;
mod invocations;
mod parse;
mod same;
mod spacing;
mod style;
mod tree;
mod trivia;
mod writer;

use std::{mem, ops::Range};

use proc_macro2::{Group, Span, TokenStream, TokenTree};

use self::{
    atom::{GroupContent, Reader},
    invocations::{Invocation, Macro, find},
    parse::Parser,
    same::same,
    writer::Writer,
};
use super::file::{NOT_RUST, prelude};
use crate::tokens::too_deep;
pub use style::Style;

/// A text with formatted declarations.
#[derive(Clone, Debug)]
pub struct FormattedText {
    pub text: String,
    /// The reasons for unchanged invocations.
    pub problems: Vec<Problem>,
}

/// The reason for an unchanged invocation, and its position in the original text.
#[derive(Clone, Debug)]
pub struct Problem {
    pub message: &'static str,
    pub bytes: Range<usize>,
}

/// Formats a Rust file: every `websocket_api! { … }`, every `routes! { … }`, and every `permissions![ … ]`
/// with blocks. All other text stays unchanged. The tokens and comments of an invocation stay too, except for
/// commas at the end of blocks and lists.
pub fn format(text: &str, style: &Style) -> FormattedText {
    let prelude = prelude(text);
    let tokens = match text[prelude..].parse::<TokenStream>() {
        Ok(tokens) => tokens,
        Err(error) => {
            let bytes = error.span().byte_range();
            let bytes = bytes.start + prelude..bytes.end + prelude;
            return FormattedText {
                text: text.to_owned(),
                problems: vec![Problem { message: NOT_RUST, bytes }],
            };
        }
    };
    let mut formatter = Formatter {
        original: text,
        prelude,
        style: *style,
        newline: "\n",
        text: String::with_capacity(text.len()),
        line: 0,
        problems: Vec::new(),
    };
    let invocations: Vec<_> =
        find(tokens).into_iter().map(|one| (formatter.bytes(&one.group), one)).collect();
    formatter.newline = newline(text, invocations.iter().map(|(bytes, _)| bytes));
    // The text after an invocation on its line stays there, up to the next invocation.
    let ends: Vec<usize> = invocations.iter().skip(1).map(|(bytes, _)| bytes.start + 1).collect();
    let ends = ends.into_iter().chain([text.len()]);
    let mut copied = 0;
    for ((bytes, Invocation { macro_, group }), end) in invocations.into_iter().zip(ends) {
        formatter.push(&text[copied..bytes.start]);
        let formatted = formatter.invocation(macro_, &group, &bytes, &text[bytes.end..end]);
        formatter.push(formatted.as_deref().unwrap_or(&text[bytes.clone()]));
        copied = bytes.end;
    }
    formatter.push(&text[copied..]);
    FormattedText { text: formatter.text, problems: formatter.problems }
}

struct Formatter<'a> {
    original: &'a str,
    /// The number of bytes before the first one that spans count.
    prelude: usize,
    style: Style,
    newline: &'static str,
    text: String,
    /// The offset of the last line.
    line: usize,
    problems: Vec<Problem>,
}

impl Formatter<'_> {
    fn bytes(&self, group: &Group) -> Range<usize> {
        self.place(group.span_open()).start..self.place(group.span_close()).end
    }

    fn place(&self, span: Span) -> Range<usize> {
        let bytes = span.byte_range();
        bytes.start + self.prelude..bytes.end + self.prelude
    }

    fn push(&mut self, text: &str) {
        if let Some(newline) = text.rfind('\n') {
            self.line = self.text.len() + newline + 1;
        }
        self.text += text;
    }

    fn invocation(
        &mut self,
        macro_: Macro,
        group: &Group,
        bytes: &Range<usize>,
        behind: &str,
    ) -> Option<String> {
        if let Some(span) = too_deep(&group.stream()) {
            return self.problem("brackets are nested too deeply", self.place(span));
        }
        let inside = Reader::new(self.original, bytes.start).group(group);
        let formatted = inside.as_ref().map(|inside| self.lay_out(macro_, inside, behind));
        match (formatted, inside) {
            // The input of the macro is not a declaration.
            (Some(None), _) => None,
            (Some(Some(text)), Some(inside)) if is_same(&text, &inside) => Some(text),
            _ => self.problem("unformatted: a bug of the formatter would change the meaning", bytes.clone()),
        }
    }

    fn problem(&mut self, message: &'static str, bytes: Range<usize>) -> Option<String> {
        self.problems.push(Problem { message, bytes });
        None
    }

    fn lay_out(&self, macro_: Macro, inside: &GroupContent, behind: &str) -> Option<String> {
        let style = self.style;
        let block = Parser { text: self.original, style }.invocation(macro_, inside).ok()?;
        let line = &self.text[self.line..];
        let margin = line[..line.len() - line.trim_start().len()].to_owned();
        let more = behind.chars().take_while(|c| !matches!(c, '\r' | '\n')).take(style.max_width).count();
        let mut writer =
            Writer { style, newline: self.newline, margin, text: String::new(), column: style.width(line) };
        writer.block(&block, 0, more);
        Some(writer.text)
    }
}

/// Returns `true` if a text is one group with the same meaning as before.
fn is_same(text: &str, before: &GroupContent) -> bool {
    let Ok(tokens) = text.parse::<TokenStream>() else { return false };
    let mut tokens = tokens.into_iter();
    let (Some(TokenTree::Group(group)), None) = (tokens.next(), tokens.next()) else { return false };
    Reader::new(text, 0).group(&group).is_some_and(|after| same(before, &after))
}

/// Returns the line ending of a file: that of the first unchanged text, or otherwise the first one.
fn newline<'a>(text: &str, invocations: impl Iterator<Item = &'a Range<usize>>) -> &'static str {
    let mut end = 0;
    let mut between: Vec<&str> =
        invocations.map(|bytes| &text[mem::replace(&mut end, bytes.end)..bytes.start]).collect();
    between.extend([&text[end..], text]);
    let mut lines =
        between.iter().flat_map(|text| text.split_inclusive('\n')).filter(|line| line.ends_with('\n'));
    let first = lines.next().unwrap_or_default();
    if first.ends_with("\r\n") { "\r\n" } else { "\n" }
}
