use super::{Part, SelectionError, SelectionExpression, Step};
use crate::limits;

fn fail<T>(message: impl Into<String>) -> Result<T, SelectionError> {
    Err(SelectionError(message.into()))
}

const ROOT: &str = "request.body";

impl SelectionExpression {
    pub fn parse(expression: &str) -> Result<Self, SelectionError> {
        if expression.is_empty() {
            return fail("a route selection expression must not be empty; write `$request.body.action`");
        }
        if expression.chars().count() > limits::SELECTION_EXPRESSION {
            return fail(format!(
                "a route selection expression must be at most {} characters long",
                limits::SELECTION_EXPRESSION
            ));
        }
        let mut parts = Vec::new();
        let mut literal = String::new();
        let mut rest = expression;
        while let Some(c) = rest.chars().next() {
            rest = match c {
                '\\' => {
                    let Some(after) = rest.strip_prefix("\\$") else {
                        return fail("`\\` must be followed by `$`");
                    };
                    literal.push('$');
                    after
                }
                '$' => {
                    if !literal.is_empty() {
                        parts.push(Part::Literal(std::mem::take(&mut literal)));
                    }
                    let (steps, after) = parse_variable(rest)?;
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
        Ok(Self { parts })
    }
}

/// `rest` begins with `$`.
fn parse_variable(rest: &str) -> Result<(Vec<Step>, &str), SelectionError> {
    if let Some(braced) = rest.strip_prefix("${") {
        let Some(end) = braced.find('}') else {
            return fail("`${` is never closed");
        };
        let variable = &braced[..end];
        let (steps, left) = parse_path(root(variable)?, |c| !matches!(c, '.' | '['))?;
        if !left.is_empty() {
            return fail(format!("`{left}` cannot stand in a path"));
        }
        return Ok((steps, &braced[end + 1..]));
    }
    parse_path(root(&rest[1..])?, |c| c.is_ascii_alphanumeric() || c == '_')
}

fn root(variable: &str) -> Result<&str, SelectionError> {
    match variable.strip_prefix(ROOT) {
        Some(path) if path.starts_with(['.', '[']) => Ok(path),
        Some("") => fail("`$request.body` needs a path; write `$request.body.action`"),
        _ => {
            let name: String = variable
                .chars()
                .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '_'))
                .collect();
            fail(format!(
                "`${name}` cannot select a route: a message has no headers, query or context; \
                 write `$request.body.<field>`, or `\\$` for a literal `$`"
            ))
        }
    }
}

fn parse_path(mut rest: &str, is_name: impl Fn(char) -> bool) -> Result<(Vec<Step>, &str), SelectionError> {
    let mut steps = Vec::new();
    loop {
        if let Some(after) = rest.strip_prefix('.') {
            let end = after.find(|c| !is_name(c)).unwrap_or(after.len());
            if end == 0 {
                return fail("`.` must be followed by the name of a field");
            }
            steps.push(Step::Name(after[..end].to_owned()));
            rest = &after[end..];
        } else if let Some(after) = rest.strip_prefix("['") {
            let Some((name, after)) = after.split_once("']") else {
                return fail("`['` is never closed");
            };
            steps.push(Step::Name(name.to_owned()));
            rest = after;
        } else if let Some(after) = rest.strip_prefix('[') {
            let Some((index, after)) = after.split_once(']') else {
                return fail("`[` is never closed");
            };
            let Ok(index) = index.parse() else {
                return fail(format!(
                    "`[{index}]` is not an index; filters and wildcards cannot select a route, \
                     write `[0]` or `['name']`"
                ));
            };
            steps.push(Step::Index(index));
            rest = after;
        } else {
            return Ok((steps, rest));
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn name(name: &str) -> Step {
        Step::Name(name.into())
    }

    /// The expressions of AWS's own table.
    #[test]
    fn documented_expressions() {
        let parse = |e| SelectionExpression::parse(e).unwrap().parts;
        assert_eq!(parse("$request.body.action"), [Part::Body(vec![name("action")])]);
        assert_eq!(parse("${request.body.action}"), [Part::Body(vec![name("action")])]);
        assert_eq!(
            parse("${request.body.service}/${request.body.action}"),
            [Part::Body(vec![name("service")]), Part::Literal("/".into()), Part::Body(vec![name("action")])]
        );
        assert_eq!(parse("action"), [Part::Literal("action".into())]);
        assert_eq!(parse(r"\$default"), [Part::Literal("$default".into())]);
        assert_eq!(
            parse("$request.body.items[0]['a b'].kind"),
            [Part::Body(vec![name("items"), Step::Index(0), name("a b"), name("kind")])]
        );
        assert_eq!(parse("$request.body.a-b"), [Part::Body(vec![name("a")]), Part::Literal("-b".into())]);
    }

    #[test]
    fn refused_expressions() {
        let message = |e| SelectionExpression::parse(e).unwrap_err().to_string();
        assert!(message("").contains("must not be empty"));
        assert!(message("$request.header.action").contains("`$request.header.action` cannot select a route"));
        assert!(message("$context.stage").contains("`$context.stage` cannot select"));
        assert!(message("$request.body").contains("needs a path"));
        assert!(message("$request.body.").contains("must be followed by the name"));
        assert!(message("${request.body.action").contains("never closed"));
        assert!(message("$request.body[?(@.a)]").contains("filters and wildcards"));
        assert!(message(r"a\b").contains("must be followed by `$`"));
        assert!(message(&"a".repeat(129)).contains("at most 128"));
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in r"[$\\{}\[\]'.a-z0-9é ]{0,40}") {
            let _ = SelectionExpression::parse(&text);
        }
    }
}
