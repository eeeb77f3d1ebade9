use super::{Rule, Violation};
use crate::{
    declaration::{Declaration, DeclarationPath, Piece, Text},
    limits,
};

/// A resource has up to 50 tags. Roles are tagged too, and IAM ignores the case of names, and accepts letters
/// of any script and only some other characters.
pub(super) fn check_tags(declaration: &Declaration, found: &mut Vec<Violation>) {
    let tags = DeclarationPath::from_keys(["tags"]);
    if let Some(tag) = declaration.tags.get(limits::TAGS) {
        let rule = Rule::TagCount { count: declaration.tags.len() };
        found.push(Violation::at_key(rule, tags.key(tag.key.clone()), Vec::new()));
    }
    for (i, tag) in declaration.tags.iter().enumerate() {
        let at = tags.key(tag.key.clone());
        if declaration.tags[..i].iter().any(|other| other.key.eq_ignore_ascii_case(&tag.key)) {
            let rule = Rule::DuplicateTag { key: tag.key.to_string() };
            found.push(Violation::at_key(rule, at.clone(), Vec::new()));
        }
        if let Some(character) = unusable(&tag.key) {
            found.push(Violation::at_key(Rule::TagCharacter { character }, at.clone(), Vec::new()));
        }
        if let Some(character) = literals(&tag.value).find_map(unusable) {
            found.push(Violation::at_value(Rule::TagCharacter { character }, at.clone(), vec![at]));
        }
    }
}

fn unusable(text: &str) -> Option<char> {
    text.chars().find(|c| !c.is_ascii() && !c.is_alphanumeric())
}

fn literals(text: &Text) -> impl Iterator<Item = &str> {
    let (whole, pieces) = match text {
        Text::Literal(text) => (Some(&**text), &[][..]),
        Text::Sub(pieces) => (None, &**pieces),
    };
    let pieces = pieces.iter().filter_map(|piece| match piece {
        Piece::Literal(text) => Some(&**text),
        Piece::Pseudo(_) | Piece::Ref(_) | Piece::GetAtt(..) => None,
    });
    whole.into_iter().chain(pieces)
}
