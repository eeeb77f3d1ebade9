use super::{OpenEnd, Part, SelectionError, SelectionExpression, Step};
use crate::{limits, message::Message};

fn fail<T>(message: impl Into<Message>) -> Result<T, SelectionError> {
    Err(SelectionError(message.into()))
}

const ROOT: &str = "request.body";

impl SelectionExpression {
    pub fn parse(expression: &str) -> Result<Self, SelectionError> {
        if expression.is_empty() {
            return fail(
                Message::new("empty route selection expression").help("write `$request.body.action`"),
            );
        }
        if expression.chars().count() > limits::SELECTION_EXPRESSION {
            return fail(format!(
                "route selection expression of more than {} characters",
                limits::SELECTION_EXPRESSION
            ));
        }
        let mut parts = Vec::new();
        let mut open_ends = Vec::new();
        let mut literal = String::new();
        let mut rest = expression;
        while let Some(c) = rest.chars().next() {
            rest = match c {
                '\\' => {
                    let Some(after) = rest.strip_prefix("\\$") else {
                        return fail("expected `$` after `\\`");
                    };
                    literal.push('$');
                    after
                }
                '$' => {
                    if !literal.is_empty() {
                        parts.push(Part::Literal(std::mem::take(&mut literal)));
                    }
                    let (steps, after) = if let Some(braced) = rest.strip_prefix("${") {
                        parse_braced(braced)?
                    } else {
                        let path = root(&rest[1..])?;
                        let Path { steps, rest: after, hyphen } = parse_path(path, Names::Bare)?;
                        let length = path.len() - after.len();
                        open_ends.extend(open_end(expression, path, length, hyphen));
                        (steps, after)
                    };
                    parts.push(Part::Body(steps));
                    after
                }
                _ => {
                    literal.push(c);
                    &rest[c.len_utf8()..]
                }
            };
        }
        if !literal.is_empty() {
            parts.push(Part::Literal(literal));
        }
        Ok(Self { parts, open_ends })
    }
}

/// Parses a variable after `${`.
fn parse_braced(braced: &str) -> Result<(Vec<Step>, &str), SelectionError> {
    let Some((variable, _)) = braced.split_once('}') else {
        return fail("unclosed `${`");
    };
    root(variable)?;
    // A quoted name may have a `}`.
    let Path { steps, rest, .. } = parse_path(&braced[ROOT.len()..], Names::Braced)?;
    let Some((end, after)) = rest.split_once('}') else {
        return fail("unclosed `${`");
    };
    match end.chars().next() {
        None => Ok((steps, after)),
        Some('*' | '?') => fail(wildcard()),
        Some(_) => fail(
            Message::new(format_args!("unexpected `{end}` in a path"))
                .help("write `['…']` around a name with such characters"),
        ),
    }
}

fn wildcard() -> Message {
    Message::new("wildcards, filters and `..` cannot select a route").help("write the name of each field")
}

fn root(variable: &str) -> Result<&str, SelectionError> {
    match variable.strip_prefix(ROOT) {
        Some(path) if path.starts_with(['.', '[']) => Ok(path),
        Some("") => {
            fail(Message::new("missing path after `$request.body`").help("write `$request.body.action`"))
        }
        _ => {
            let name: String = variable
                .chars()
                .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-'))
                .collect();
            fail(
                Message::new(format_args!("`${name}` cannot select a route"))
                    .note("a message has no headers, query string or context")
                    .help("write `$request.body.<field>`")
                    .help("write `\\$` for a literal `$`"),
            )
        }
    }
}

/// The names after a `.`.
#[derive(Clone, Copy)]
enum Names {
    /// Velocity's identifiers, and names that begin with a digit. AWS documents `$request.header.x-api-key`.
    Bare,
    /// JSONPath's names: all characters without a meaning in its syntax.
    Braced,
}

impl Names {
    fn has(self, c: char) -> bool {
        match self {
            Names::Bare => c.is_ascii_alphanumeric() || matches!(c, '_' | '-'),
            Names::Braced => {
                !matches!(c, '.' | '[' | ']' | '*' | '?' | '(' | ')' | ',' | '\'' | '"' | ' ' | '}')
            }
        }
    }

    /// Returns the length of the name at the start of the text.
    fn length(self, text: &str) -> usize {
        let is_name = !(matches!(self, Names::Bare) && text.starts_with('-'));
        if is_name { text.find(|c| !self.has(c)).unwrap_or(text.len()) } else { 0 }
    }
}

/// A path, and the text after it.
struct Path<'a> {
    steps: Vec<Step>,
    rest: &'a str,
    /// The offset of the first `-` in a name without quotes, from the beginning of the path.
    hyphen: Option<usize>,
}

fn parse_path(path: &str, names: Names) -> Result<Path<'_>, SelectionError> {
    let mut steps = Vec::new();
    let mut hyphen = None;
    let mut rest = path;
    loop {
        let read = path.len() - rest.len();
        if let Some(after) = rest.strip_prefix('.') {
            let length = names.length(after);
            if length == 0 {
                return fail(no_name(&path[..read], after, names));
            }
            hyphen = hyphen.or(after[..length].find('-').map(|at| read + 1 + at));
            steps.push(Step::Name(after[..length].to_owned()));
            rest = &after[length..];
        } else if let Some(after) = rest.strip_prefix("['") {
            let Some((name, after)) = after.split_once("']") else {
                return fail("unclosed `['`");
            };
            if name.contains('\'') {
                let message = Message::new(format_args!("several names in `['{name}']`"));
                return fail(message.help("write one name"));
            }
            steps.push(Step::Name(name.to_owned()));
            rest = after;
        } else if let Some(after) = rest.strip_prefix('[') {
            let Some((index, after)) = after.split_once(']') else {
                return fail("unclosed `[`");
            };
            let digits = index.bytes().all(|byte| byte.is_ascii_digit());
            let Some(index) = index.parse().ok().filter(|_| digits) else {
                let message = Message::new(format_args!("invalid index `[{index}]`"))
                    .note("filters and wildcards cannot select a route")
                    .help("write `[0]` or `['name']`");
                return fail(message);
            };
            steps.push(Step::Index(index));
            rest = after;
        } else {
            return Ok(Path { steps, rest, hyphen });
        }
    }
}

/// Returns the error of a `.` after this path without a name.
fn no_name(path: &str, after: &str, names: Names) -> Message {
    if after.starts_with(['*', '.']) {
        return wildcard();
    }
    let is_text = after.starts_with("$request.") || after.starts_with("${");
    let member = after.split(['}', '/', '[', ' ']).next().filter(|member| !is_text && !member.is_empty());
    match (names, member.and_then(|member| Some((member, member.chars().next()?)))) {
        (Names::Bare, Some((member, first))) => {
            Message::new(format_args!("a name without braces cannot begin with `{first}`"))
                .help(format_args!("write `${{{ROOT}{path}.{member}}}`"))
        }
        (Names::Bare, None) if !path.is_empty() => Message::new("expected the name of a field after `.`")
            .help(format_args!("write `${{{ROOT}{path}}}.` for a literal `.`")),
        _ => Message::new("expected the name of a field after `.`"),
    }
}

/// Returns the open end of a variable without braces: the first bytes of `path`, which extends to the end of
/// the expression.
fn open_end(expression: &str, path: &str, length: usize, hyphen: Option<usize>) -> Option<OpenEnd> {
    let (own, after) = path.split_at(length);
    let variable = format!("${ROOT}{own}");
    let braced = |length: usize| format!("${{{ROOT}{}}}", &path[..length]);
    if let Some(hyphen) = hyphen {
        let before = &expression[..expression.len() - path.len() - ROOT.len() - 1];
        let short = braced(hyphen) + &own[hyphen..];
        return Some(OpenEnd {
            variable,
            other: Some(format!("{before}{short}{after}")),
            is_certain: own.ends_with('-') || !after.is_empty(),
            remedies: vec![short, braced(length)],
        });
    }
    let first = after.chars().next()?;
    // All characters that may belong to the member's name.
    let end = after.find(|c: char| !Names::Braced.has(c) || c.is_whitespace() || "$/\\;{}".contains(c));
    let end = end.unwrap_or(after.len());
    let remedies = if after[..end].contains(char::is_alphanumeric) {
        let mut remedies = vec![braced(length) + &after[..end]];
        // A name ends at `['name']` or `[0]`.
        if !own.ends_with(']') {
            remedies.push(braced(length + end));
        }
        remedies
    } else if matches!(first, '$' | '\\') {
        vec![braced(length)]
    } else {
        vec![braced(length) + first.encode_utf8(&mut [0; 4])]
    };
    Some(OpenEnd { variable, other: None, is_certain: true, remedies })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn name(name: &str) -> Step {
        Step::Name(name.into())
    }

    fn body(names: &[&str]) -> Part {
        Part::Body(names.iter().map(|one| name(one)).collect())
    }

    fn parse(expression: &str) -> SelectionExpression {
        SelectionExpression::parse(expression).expect(expression)
    }

    /// The expressions of AWS's table.
    #[test]
    fn expressions_of_the_aws_table_are_parsed() {
        let parse = |expression| parse(expression).parts;
        assert_eq!(parse("$request.body.action"), [body(&["action"])]);
        assert_eq!(parse("${request.body.action}"), [body(&["action"])]);
        assert_eq!(
            parse("${request.body.service}/${request.body.action}"),
            [body(&["service"]), Part::Literal("/".into()), body(&["action"])]
        );
        assert_eq!(
            parse("${request.body.version}-beta"),
            [body(&["version"]), Part::Literal("-beta".into())]
        );
        assert_eq!(parse("action"), [Part::Literal("action".into())]);
        assert_eq!(parse(r"\$default"), [Part::Literal("$default".into())]);
        assert_eq!(
            parse("$request.body.items[0]['a b'].kind"),
            [Part::Body(vec![name("items"), Step::Index(0), name("a b"), name("kind")])]
        );
        assert_eq!(parse("$request.body[2]"), [Part::Body(vec![Step::Index(2)])]);
    }

    #[test]
    fn variable_without_braces_ends_at_other_characters() {
        let parse = |expression| parse(expression).parts;
        assert_eq!(parse("$request.body.detail-type"), [body(&["detail-type"])]);
        assert_eq!(parse("$request.body.a_1.2-b.c"), [body(&["a_1", "2-b", "c"])]);
        assert_eq!(parse("$request.body.a-$request.body.b"), [body(&["a-"]), body(&["b"])]);
        assert_eq!(parse("$request.body.dc:type"), [body(&["dc"]), Part::Literal(":type".into())]);
        assert_eq!(parse("$request.body.größe"), [body(&["gr"]), Part::Literal("öße".into())]);
        assert_eq!(parse("$request.body.a x"), [body(&["a"]), Part::Literal(" x".into())]);
    }

    #[test]
    fn variable_in_braces_has_any_name() {
        let parse = |expression: String| parse(&expression).parts;
        for member in ["detail-type", "-a", "@type", "$type", "größe", "dc:type", "a/b"] {
            assert_eq!(parse(format!("${{request.body.{member}}}")), [body(&[member])]);
        }
        for member in ["a b", "a.b", "*", "a(", "", "[", "}", "{}"] {
            assert_eq!(parse(format!("$request.body['{member}']")), [body(&[member])]);
            assert_eq!(parse(format!("${{request.body['{member}']}}")), [body(&[member])]);
        }
    }

    #[test]
    fn invalid_expressions_are_rejected_with_a_reason() {
        let message = |e| SelectionExpression::parse(e).unwrap_err().to_string();
        assert!(message("").starts_with("empty route selection expression"));
        assert!(
            message("$request.header.x-action").contains("`$request.header.x-action` cannot select a route")
        );
        assert!(message("$context.stage").contains("`$context.stage` cannot select"));
        assert!(message("$request.body").contains("missing path"));
        assert!(message("$request.body.").contains("expected the name of a field"));
        for open in ["${request.body.action", "${request.body['}']", "${request.body['}"] {
            assert!(message(open).contains("unclosed"), "{open}");
        }
        assert!(message("${request.body}").contains("missing path"));
        assert!(message("$request.body[?(@.a)]").contains("filters and wildcards"));
        assert!(message("$request.body[+1]").contains("invalid index"));
        assert!(message("$request.body['a','b']").contains("several names"));
        for wildcard in ["$request.body.*", "${request.body.*}", "${request.body.a*}", "$request.body..a"] {
            assert!(message(wildcard).contains("wildcards"), "{wildcard}");
        }
        assert!(message("${request.body.a b}").contains("write `['…']`"));
        assert!(message("${request.body['a']x}").contains("unexpected `x` in a path"));
        assert!(message(r"a\b").contains("expected `$` after"));
        assert!(message(&"a".repeat(129)).contains("more than 128 characters"));
    }

    #[test]
    fn name_that_requires_braces_is_rejected_with_a_remedy() {
        let message = |e| SelectionExpression::parse(e).unwrap_err().to_string();
        assert!(
            message("$request.body.@type")
                .ends_with("cannot begin with `@`\n= help: write `${request.body.@type}`")
        );
        assert!(message("$request.body.a.$type/x").ends_with("write `${request.body.a.$type}`"));
        assert!(message("$request.body.-a").ends_with("write `${request.body.-a}`"));
        assert!(
            message("$request.body.a.$request.body.b")
                .ends_with("write `${request.body.a}.` for a literal `.`")
        );
        assert!(message("$request.body.a./x").ends_with("write `${request.body.a}.` for a literal `.`"));
    }

    #[test]
    fn open_end_has_its_remedies() {
        let remedies = |expression| {
            let mut ends = parse(expression).open_ends;
            assert_eq!(ends.len(), 1, "{expression}: {ends:?}");
            let end = ends.remove(0);
            assert!(end.is_certain, "{expression}");
            end.remedies
        };
        assert_eq!(remedies("$request.body.a-$request.body.b"), ["${request.body.a}-", "${request.body.a-}"]);
        assert_eq!(remedies("x/$request.body.a-"), ["${request.body.a}-", "${request.body.a-}"]);
        assert_eq!(remedies("$request.body.a-b/x"), ["${request.body.a}-b", "${request.body.a-b}"]);
        assert_eq!(remedies("$request.body.dc:type"), ["${request.body.dc}:type", "${request.body.dc:type}"]);
        assert_eq!(remedies("$request.body.größe"), ["${request.body.gr}öße", "${request.body.größe}"]);
        assert_eq!(remedies("$request.body.a:$request.body.b"), ["${request.body.a}:"]);
        assert_eq!(remedies("$request.body.a/$request.body.b"), ["${request.body.a}/"]);
        assert_eq!(remedies("$request.body.a$request.body.b"), ["${request.body.a}"]);
        assert_eq!(remedies("$request.body.a['b c']x"), ["${request.body.a['b c']}x"]);
        assert_eq!(remedies("$request.body.a[0]ß"), ["${request.body.a[0]}ß"]);
        assert_eq!(remedies("$request.body.a['[}b c']K1"), ["${request.body.a['[}b c']}K1"]);
        for clear in ["$request.body.a", "a-$request.body.b", "${request.body.a-}-b", "$request.body['a-b']"]
        {
            assert_eq!(parse(clear).open_ends, [], "{clear}");
        }
    }

    /// The routes decide which reading is right.
    #[test]
    fn hyphen_within_a_name_has_another_reading() {
        let ends = parse("v-$request.body.meta-data.kind").open_ends;
        let [end] = &ends[..] else { panic!("{ends:?}") };
        assert_eq!((end.variable(), end.is_certain()), ("$request.body.meta-data.kind", false));
        let other = end.other_reading().expect("another reading");
        assert_eq!(other, parse("v-${request.body.meta}-data.kind"));
        assert!(other.may_be("v-1-data.kind") && !other.may_be("v-1"));
    }

    proptest! {
        #[test]
        fn any_text_is_parsed_or_rejected(text in r"[$\\{}\[\]'.a-z0-9é ]{0,40}") {
            let _ = SelectionExpression::parse(&text);
        }

        #[test]
        fn remedies_are_expressions_without_open_ends(text in r"([-.:$/é a\[\]'0{}]|\['[\[{}b c]{0,3}'\]|\[0\]|\$request\.body\.[a-z]){0,8}") {
            let Ok(expression) = SelectionExpression::parse(&text) else { return Ok(()) };
            for end in expression.open_ends() {
                if let Some(other) = end.other_reading() {
                    prop_assert!(!other.open_ends().contains(end));
                }
                prop_assert!(end.remedies().next().is_some());
                for remedy in end.remedies() {
                    let read = SelectionExpression::parse(remedy);
                    prop_assert!(read.is_ok_and(|read| read.open_ends().is_empty()), "{}", remedy);
                }
            }
        }
    }
}
