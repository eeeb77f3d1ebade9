use super::{
    Step,
    tokens::{Container, NotJson, Token, Tokens, decode},
};

/// Returns the text of the value at a path, or `None` if there is no such value. Of two members with one name
/// the last one counts, as in serde_json and Jackson.
pub(super) fn find<'a>(text: &'a str, path: &[Step]) -> Result<Option<&'a str>, NotJson> {
    let mut tokens = Tokens::new(text);
    let mut found = None;
    // The number of open containers on the path, from the outermost.
    let mut followed = 0;
    // In the innermost of these containers: `true` after a name that matches the step, and the index of the
    // next item.
    let mut is_named = false;
    let mut index = 0;
    // The offset of the value that is being read, and the depth at which it ends.
    let mut begun: Option<(usize, usize)> = None;
    loop {
        let (parent, depth) = (tokens.container(), tokens.depth());
        let Some(token) = tokens.next() else { return Ok(found) };
        let token = token?;
        let scalar = match token {
            Token::Name(name) => {
                is_named = depth == followed && is_name(path.get(depth - 1), name);
                continue;
            }
            Token::Close(_) => {
                if let Some((start, _)) = begun.take_if(|(_, outside)| *outside == tokens.depth()) {
                    found = Some(&text[start..=tokens.start()]);
                }
                if tokens.depth() < followed {
                    followed = tokens.depth();
                    index = match followed.checked_sub(1).and_then(|last| path.get(last)) {
                        Some(Step::Index(index)) => index + 1,
                        _ => 0,
                    };
                }
                continue;
            }
            Token::Open(_) => None,
            Token::Scalar(scalar) => Some(scalar),
        };
        if depth != followed {
            continue;
        }
        let fits = match (parent, depth.checked_sub(1).and_then(|last| path.get(last))) {
            (None, _) => true,
            (Some(Container::Object), Some(Step::Name(_))) => is_named,
            (Some(Container::Array), Some(Step::Index(wanted))) => {
                index += 1;
                index - 1 == *wanted
            }
            _ => false,
        };
        if !fits {
            continue;
        }
        // A later member replaces an earlier one of the same name.
        found = None;
        match scalar {
            Some(scalar) if depth == path.len() => found = Some(scalar),
            Some(_) => {}
            None if depth == path.len() => begun = Some((tokens.start(), depth)),
            None => {
                followed += 1;
                index = 0;
            }
        }
    }
}

fn is_name(step: Option<&Step>, quoted: &str) -> bool {
    let Some(Step::Name(name)) = step else { return false };
    if !quoted.contains('\\') {
        return quoted.get(1..quoted.len() - 1) == Some(name);
    }
    let mut decoded = String::new();
    decode(quoted, &mut decoded) && decoded == *name
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found<'a>(text: &'a str, path: &[Step]) -> Option<&'a str> {
        find(text, path).expect("JSON")
    }

    fn name(name: &str) -> Step {
        Step::Name(name.to_owned())
    }

    #[test]
    fn value_is_found_as_written() {
        let text = r#" {"x":[0, {"y" : "\ud83d"}, 1e999], "a":{"a":{"b": [ 1 , 2 ] }}} "#;
        assert_eq!(found(text, &[name("a"), name("a"), name("b")]), Some("[ 1 , 2 ]"));
        assert_eq!(found(text, &[name("x"), Step::Index(1)]), Some(r#"{"y" : "\ud83d"}"#));
        assert_eq!(found(text, &[name("x"), Step::Index(1), name("y")]), Some(r#""\ud83d""#));
        assert_eq!(found(text, &[name("x"), Step::Index(2)]), Some("1e999"));
        assert_eq!(found(text, &[name("x"), Step::Index(3)]), None);
        assert_eq!(found(text, &[name("x"), name("y")]), None);
        assert_eq!(found(text, &[name("b")]), None);
        assert_eq!(found("[[1],[2,[3]],4]", &[Step::Index(1), Step::Index(1), Step::Index(0)]), Some("3"));
        assert_eq!(found("[[1],[2,[3]],4]", &[Step::Index(2)]), Some("4"));
        assert_eq!(found("5", &[name("a")]), None);
    }

    #[test]
    fn last_of_equal_members_is_found() {
        assert_eq!(found(r#"{"a":1,"a":2}"#, &[name("a")]), Some("2"));
        assert_eq!(found(r#"{"a":1,"\u0061":[2]}"#, &[name("a")]), Some("[2]"));
        assert_eq!(found(r#"{"a":{"b":1},"a":{"c":2}}"#, &[name("a"), name("b")]), None);
        assert_eq!(found(r#"{"a":{"b":1},"a":5}"#, &[name("a"), name("b")]), None);
        assert_eq!(
            found(r#"{"a":[{"b":1},{"b":2}],"c":0}"#, &[name("a"), Step::Index(1), name("b")]),
            Some("2")
        );
    }

    #[test]
    fn invalid_json_after_the_value_is_an_error() {
        for text in [r#"{"a":1"#, r#"{"a":1}}"#, r#"{"a":1,"b":tru}"#, r#"{"a":1,"b":"\q"}"#, r#"{"a":1} 2"#]
        {
            assert_eq!(find(text, &[name("a")]), Err(NotJson), "{text}");
        }
    }

    #[test]
    fn name_with_a_lone_surrogate_matches_no_step() {
        assert_eq!(found(r#"{"\ud83d":1}"#, &[name("\u{FFFD}")]), None);
    }
}
