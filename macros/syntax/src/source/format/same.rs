use std::iter;

use super::{
    atom::{Atom, GroupContent, Kind},
    tree::delimiters,
};

/// Adjacent punctuation characters that rustc reads as one token.
const COMPOUND: &[&str] = &[
    "::", "->", "=>", "<-", "<=", ">=", "==", "!=", "&&", "||", "<<", ">>", "+=", "-=", "*=", "/=", "%=",
    "^=", "&=", "|=", "..",
];

/// Returns `true` if both have the same tokens, except for commas at the end of groups, and the same
/// comments.
pub(super) fn same(one: &GroupContent, other: &GroupContent) -> bool {
    let (mut tokens, mut comments) = (Vec::new(), Vec::new());
    add(one, &mut tokens, &mut comments);
    let (mut other_tokens, mut other_comments) = (Vec::new(), Vec::new());
    add(other, &mut other_tokens, &mut other_comments);
    tokens == other_tokens && lines(&comments).eq(lines(&other_comments))
}

/// Collects the tokens, with `true` if the next token must follow directly, and the comments.
fn add<'a>(inside: &GroupContent<'a>, tokens: &mut Vec<(&'a str, bool)>, comments: &mut Vec<&'a str>) {
    let (open, close) = delimiters(inside.delimiter);
    tokens.push((open, false));
    for (i, atom) in inside.atoms.iter().enumerate() {
        match &atom.kind {
            Kind::Comment { .. } => comments.push(atom.text),
            Kind::Group(inside) => add(inside, tokens, comments),
            _ => tokens.push((atom.text, is_compound(atom, inside.atoms.get(i + 1)))),
        }
    }
    if matches!(tokens.last(), Some((",", _))) {
        tokens.pop();
    }
    tokens.push((close, false));
}

fn is_compound(atom: &Atom, next: Option<&Atom>) -> bool {
    let Some(next) = next.filter(|next| next.gap.is_empty()) else { return false };
    match (&atom.kind, &next.kind) {
        (Kind::Punct(one), Kind::Punct(other)) => COMPOUND.contains(&&*String::from_iter([*one, *other])),
        _ => false,
    }
}

/// Returns the lines of comments without their indentation, which may change.
fn lines<'a>(comments: &'a [&'a str]) -> impl Iterator<Item = &'a str> {
    comments.iter().flat_map(|comment| iter::once("").chain(comment.split('\n').map(str::trim)))
}

#[cfg(test)]
mod tests {
    use proc_macro2::{TokenStream, TokenTree};

    use super::*;
    use crate::source::format::atom::Reader;

    fn is_same(one: &str, other: &str) -> bool {
        let inside = |text| {
            let tokens: TokenStream = str::parse(text).expect("tokens");
            let Some(TokenTree::Group(group)) = tokens.into_iter().next() else { panic!("a group") };
            Reader::new(text, 0).group(&group).expect("its atoms")
        };
        let (one, other) = (inside(one), inside(other));
        assert_eq!(same(&one, &other), same(&other, &one));
        same(&one, &other)
    }

    #[test]
    fn text_with_another_token_or_comment_is_not_the_same() {
        let text = "{ a: b::c, /* d\n e */ f: [g, \"h i\"], // j\n }";
        for other in [
            "{a:b::c/* d\ne */,f:[g,\"h i\",]// j\n}",
            "{ a: b :: c, /* d\n\t\te */ f: [\ng, \"h i\"\n] // j\n }",
        ] {
            assert!(is_same(text, other), "{other}");
        }
        for other in [
            text.replace("b::c", "b: :c"),
            text.replace("b::c", "b:c"),
            text.replace("b::c", "bc"),
            text.replace("c,", "c"),
            text.replace("g,", "g,,"),
            text.replace("h i", "h  i"),
            text.replace("[g, \"h i\"]", "(g, \"h i\")"),
            text.replace("[g, \"h i\"]", "[g], \"h i\""),
            text.replace("// j", ""),
            text.replace("// j", "// k"),
            text.replace("// j", "/// j"),
            text.replace("/* d\n e */", "/* d e */"),
            text.replace("// j", "/* d\n e */").replacen("/* d\n e */", "// j\n", 1),
        ] {
            assert!(!is_same(text, &other), "{other}");
        }
    }
}
