//! The tokens of a declaration's values by path, and the completeness of each value.

use proc_macro2::{Ident, Span, TokenStream};
use quote::ToTokens;
use syn::{LitStr, spanned::Spanned};
use websocket_api_model::declaration::{DeclarationPath, Segment, Str};

/// The spans of the first and the last token of a range, which a diagnostic underlines.
#[derive(Clone, Copy, Debug)]
pub struct SpanRange {
    pub first: Span,
    pub last: Span,
}

impl SpanRange {
    /// Returns the range of these tokens, or `None` without a token.
    pub fn from_tokens(tokens: &TokenStream) -> Option<Self> {
        let mut spans = tokens.clone().into_iter().map(|token| token.span());
        let first = spans.next()?;
        Some(SpanRange { first, last: spans.last().unwrap_or(first) })
    }

    /// Returns the range of a path.
    pub(crate) fn from_path(path: &syn::Path) -> Self {
        let first = path.leading_colon.map(|colons| colons.spans[0]);
        let first = first.or_else(|| path.segments.first().map(|segment| segment.ident.span()));
        let last = path.segments.last().map(|segment| match &segment.arguments {
            syn::PathArguments::None => segment.ident.span(),
            syn::PathArguments::AngleBracketed(arguments) => arguments.gt_token.span(),
            arguments => arguments.span(),
        });
        let first = first.or(last).unwrap_or_else(Span::call_site);
        SpanRange { first, last: last.unwrap_or(first) }
    }
}

impl From<Span> for SpanRange {
    fn from(span: Span) -> Self {
        SpanRange { first: span, last: span }
    }
}

/// Two tokens with these spans, for diagnostics.
impl ToTokens for SpanRange {
    fn to_tokens(&self, tokens: &mut TokenStream) {
        Ident::new("_", self.first).to_tokens(tokens);
        Ident::new("_", self.last).to_tokens(tokens);
    }
}

/// A Rust constant in place of a value.
#[derive(Clone, Debug)]
pub struct ConstantPath {
    pub path: syn::Path,
    pub check: ConstantCheck,
}

/// The check of a constant that only rustc can make.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConstantCheck {
    /// The check of a number: the name of its type in the model, whose `check` rejects a value out of range.
    Number { ty: &'static str, rule: &'static str },
    /// The check of a string: the name of the function in the model's module `rule`.
    Text { function: &'static str, rule: &'static str },
    /// The check of another API's type, whose domain is shared.
    Api,
}

/// The completeness of a value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum ReadState {
    /// The whole value was read.
    #[default]
    Complete,
    /// A part of the value was read. A key that seems absent may be unreadable.
    Incomplete,
    /// The value is unreadable.
    Unreadable,
}

impl ReadState {
    /// Returns the state of a value that was read completely or not.
    pub(crate) fn from_complete(complete: bool) -> Self {
        if complete { ReadState::Complete } else { ReadState::Incomplete }
    }
}

/// The written values of a declaration by path. Absent keys have no entry.
#[derive(Clone, Debug)]
pub struct Table {
    /// The nodes, beginning with the root. Each node follows its parent.
    nodes: Vec<Node>,
}

#[derive(Clone, Debug)]
struct Node {
    segment: Segment,
    key: Option<SpanRange>,
    value: Option<SpanRange>,
    /// The string literal of the value.
    literal: Option<LitStr>,
    constant: Option<Box<ConstantPath>>,
    reading: ReadState,
    parent: usize,
    first_child: Option<usize>,
    last_child: Option<usize>,
    next: Option<usize>,
}

impl Node {
    fn new(segment: Segment, parent: usize) -> Self {
        Node {
            segment,
            key: None,
            value: None,
            literal: None,
            constant: None,
            reading: ReadState::Complete,
            parent,
            first_child: None,
            last_child: None,
            next: None,
        }
    }
}

impl Default for Table {
    fn default() -> Self {
        Table { nodes: vec![Node::new(Segment::Key("".into()), 0)] }
    }
}

impl Table {
    /// Returns the tokens for a diagnostic at a path: those of the value, or of the key if the value has no
    /// tokens. An absent key has the tokens of the nearest enclosing block.
    pub fn span(&self, path: &DeclarationPath) -> Option<SpanRange> {
        let (mut at, _) = self.descend(path);
        loop {
            let node = &self.nodes[at];
            match node.value.or(node.key) {
                Some(span) => return Some(span),
                None if at == 0 => return None,
                None => at = node.parent,
            }
        }
    }

    /// Returns the key at a path, if it was written.
    pub fn key_span(&self, path: &DeclarationPath) -> Option<SpanRange> {
        self.node(path)?.key
    }

    /// Returns the value at a path, if it was written.
    pub fn value_span(&self, path: &DeclarationPath) -> Option<SpanRange> {
        self.node(path)?.value
    }

    /// Returns `true` if the lowered value at a path is certain: neither it nor an enclosing value is a
    /// constant or unreadable. An absent key is certain if the enclosing block was read completely. A block
    /// or a list is certain if all of its content is.
    pub fn is_certain(&self, path: &DeclarationPath) -> bool {
        let is_known = |at: usize| {
            let node = &self.nodes[at];
            node.constant.is_none() && node.reading != ReadState::Unreadable
        };
        let mut at = 0;
        for segment in &path.segments {
            if !is_known(at) {
                return false;
            }
            match self.child(at, segment) {
                Some(child) => at = child,
                None => return self.nodes[at].reading == ReadState::Complete,
            }
        }
        is_known(at) && self.nodes[at].reading == ReadState::Complete
    }

    /// Returns the string that was written at a path.
    pub fn literal(&self, path: &DeclarationPath) -> Option<&LitStr> {
        self.node(path)?.literal.as_ref()
    }

    /// Returns the position of a path among all written values, or that of the nearest enclosing block.
    pub fn position(&self, path: &DeclarationPath) -> usize {
        self.descend(path).0
    }

    /// Returns every constant with its path. The keys of a block are in the order of its documentation.
    pub fn constants(&self) -> impl Iterator<Item = (DeclarationPath, &ConstantPath)> {
        let nodes = self.nodes.iter().enumerate();
        nodes.filter_map(|(at, node)| Some((self.path(at), node.constant.as_deref()?)))
    }

    fn path(&self, mut at: usize) -> DeclarationPath {
        let mut segments = Vec::new();
        while at != 0 {
            segments.push(self.nodes[at].segment.clone());
            at = self.nodes[at].parent;
        }
        segments.reverse();
        DeclarationPath { segments }
    }

    fn node(&self, path: &DeclarationPath) -> Option<&Node> {
        let (at, depth) = self.descend(path);
        (depth == path.segments.len()).then(|| &self.nodes[at])
    }

    /// Returns the node at a path or the nearest enclosing one, and its depth.
    fn descend(&self, path: &DeclarationPath) -> (usize, usize) {
        let mut at = 0;
        for (depth, segment) in path.segments.iter().enumerate() {
            match self.child(at, segment) {
                Some(child) => at = child,
                None => return (at, depth),
            }
        }
        (at, path.segments.len())
    }

    fn child(&self, at: usize, segment: &Segment) -> Option<usize> {
        let mut child = self.nodes[at].first_child;
        while let Some(at) = child {
            if self.nodes[at].segment == *segment {
                return Some(at);
            }
            child = self.nodes[at].next;
        }
        None
    }

    /// Returns a recorder at the root.
    pub(crate) fn recorder(&mut self) -> Recorder<'_> {
        Recorder { table: self, at: 0 }
    }
}

/// A recorder of one entry of a table and of its children.
#[derive(Debug)]
pub struct Recorder<'a> {
    table: &'a mut Table,
    at: usize,
}

impl Recorder<'_> {
    /// Adds an entry for a key of the block.
    pub(crate) fn entry(&mut self, key: impl Into<Str>) -> Recorder<'_> {
        self.child(Segment::Key(key.into()))
    }

    /// Adds an entry for an element of the list.
    pub(crate) fn element(&mut self, index: usize) -> Recorder<'_> {
        self.child(Segment::Index(index))
    }

    fn child(&mut self, segment: Segment) -> Recorder<'_> {
        let nodes = &mut self.table.nodes;
        let new = nodes.len();
        nodes.push(Node::new(segment, self.at));
        match nodes[self.at].last_child.replace(new) {
            Some(last) => nodes[last].next = Some(new),
            None => nodes[self.at].first_child = Some(new),
        }
        Recorder { table: self.table, at: new }
    }

    /// Records the tokens of the key and of the value, and the completeness of the value.
    pub(crate) fn written(&mut self, key: Option<SpanRange>, value: Option<SpanRange>, reading: ReadState) {
        let node = self.node();
        node.key = key;
        node.value = value;
        node.reading = reading;
    }

    /// Records that the value is a block.
    pub(crate) fn block(&mut self, braces: Span) {
        let node = self.node();
        node.value = node.value.or(Some(braces.into()));
    }

    /// Records that the value is a string literal.
    pub(crate) fn text(&mut self, literal: &LitStr) {
        let node = self.node();
        node.value = Some(literal.span().into());
        node.literal = Some(literal.clone());
    }

    /// Records the name that decides the value.
    pub(crate) fn name(&mut self, name: &Ident) {
        self.node().value = Some(name.span().into());
    }

    /// Records that the value is a Rust constant.
    pub(crate) fn constant(&mut self, path: &syn::Path, check: ConstantCheck) {
        let value = Some(SpanRange::from_path(path));
        let node = self.node();
        node.value = node.value.or(value);
        node.constant = Some(Box::new(ConstantPath { path: path.clone(), check }));
    }

    fn node(&mut self) -> &mut Node {
        &mut self.table.nodes[self.at]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse;

    fn table(entries: &str) -> Table {
        let (api, diagnostics) = parse(format!("Chat {{ {entries} }}").parse().expect("tokens"));
        diagnostics.into_vec();
        api.expect("an API").table
    }

    fn paths(table: &Table) -> Vec<String> {
        (0..table.nodes.len()).map(|at| table.path(at).to_string()).collect()
    }

    fn path(keys: &str) -> DeclarationPath {
        let segment = |key: &str| match key.parse() {
            Ok(index) => Segment::Index(index),
            Err(_) => Segment::Key(key.to_owned().into()),
        };
        DeclarationPath { segments: keys.split('/').map(segment).collect() }
    }

    #[test]
    fn written_keys_have_entries() {
        let table = table(
            "name: \"chat\", custom_domain: DOMAIN, access_log: FORMAT, \
             routes: { a: f, \"b.c\": { function: { handler: f, layers: [LAYER], environment: { K: \"v\" } } } }, \
             stage: { throttle: { rate: 1 }, routes: { a: { throttle: { burst: 2 } } } }, groups: { g: { timeout: 3 } }, \
             resources: { T: { Type: \"A::B::C\", Properties: { P: [{ Q: \"${T}\" }] } } }",
        );
        assert_eq!(
            paths(&table),
            [
                "",
                "routes",
                "routes.a",
                "routes.\"b.c\"",
                "routes.\"b.c\".function",
                "routes.\"b.c\".function.handler",
                "routes.\"b.c\".function.environment",
                "routes.\"b.c\".function.environment.K",
                "routes.\"b.c\".function.layers",
                "routes.\"b.c\".function.layers[0]",
                "access_log",
                "access_log.format",
                "name",
                "stage",
                "stage.throttle",
                "stage.throttle.rate",
                "stage.routes",
                "stage.routes.a",
                "stage.routes.a.throttle",
                "stage.routes.a.throttle.burst",
                "groups",
                "groups.g",
                "groups.g.timeout",
                "custom_domain",
                "custom_domain.domain_name",
                "resources",
                "resources.T",
                "resources.T.Type",
                "resources.T.Properties",
                "resources.T.Properties.P",
                "resources.T.Properties.P[0]",
                "resources.T.Properties.P[0].Q",
            ]
        );
        let constants: Vec<String> = table.constants().map(|(path, _)| path.to_string()).collect();
        assert_eq!(
            constants,
            ["routes.\"b.c\".function.layers[0]", "access_log.format", "custom_domain.domain_name"]
        );
    }

    #[test]
    fn constant_and_unreadable_values_are_uncertain() {
        let table = table(
            "routes: { a: { function: { handler: f, timeout: T, memory_size: 512, tracing: wrong } }, b: 7 }, \
             defaults: { function: { timeout: 3 } }, access_log: FORMAT, tags: [1]",
        );
        for (keys, certain) in [
            ("routes", false),
            ("routes/a/function/timeout", false),
            ("routes/a/function/memory_size", true),
            ("routes/a/function/tracing", false),
            ("routes/a/function/layers", false),
            ("routes/b", false),
            ("routes/b/function/timeout", false),
            ("defaults/function", true),
            ("defaults/function/timeout", true),
            ("defaults/function/layers", true),
            ("access_log", true),
            ("access_log/format", false),
            ("access_log/retention", true),
            ("tags/owner", false),
            ("name", true),
        ] {
            assert_eq!(table.is_certain(&path(keys)), certain, "{keys}");
        }
    }

    #[test]
    fn absent_key_has_the_span_of_its_block() {
        let table =
            table("routes: { a: { function: { handler: f } } }, defaults: { function: { timeout: T } }");
        let at = |keys: &str| path(keys);
        assert!(table.key_span(&at("routes/a/function/timeout")).is_none());
        assert!(table.span(&at("routes/a/function/timeout")).is_some());
        assert!(table.value_span(&at("routes/a/function")).is_some());
        assert!(table.node(&at("routes/a")).is_some() && table.node(&at("routes/b")).is_none());
        let timeout = at("defaults/function/timeout");
        let (_, constant) = table.constants().find(|(path, _)| *path == timeout).expect("a constant");
        assert!(matches!(constant.check, ConstantCheck::Number { ty: "Timeout", .. }));
    }
}
