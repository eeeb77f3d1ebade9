use super::atom::{Atom, Kind};

/// Rust keywords before a path.
const BEFORE_PATHS: &[&str] = &["as", "const", "dyn", "fn", "for", "impl", "in", "mut", "ref", "where"];

/// Returns `true` if a path separator `::` begins here.
pub(super) fn at_path_separator(atoms: &[Atom], i: usize) -> bool {
    is_joint(atoms, i, ':', ':')
}

/// Returns `true` if these two characters follow each other directly.
pub(super) fn is_joint(atoms: &[Atom], i: usize, first: char, second: char) -> bool {
    matches!(atoms.get(i..i + 2), Some([one, two]) if one.is_punct(first) && two.is_punct(second) && two.gap.is_empty())
}

/// Returns `true` for each atom between `<` and `>`, where commas separate no items.
pub(super) fn inside_angles(atoms: &[Atom]) -> Vec<bool> {
    let mut open = Vec::new();
    let mut depth = vec![0_isize; atoms.len() + 1];
    for (i, atom) in atoms.iter().enumerate() {
        let before = i.checked_sub(1).map(|before| &atoms[before]);
        match atom.kind {
            Kind::Punct('<') if before.is_some_and(|before| opens_angle(before, atom)) => open.push(i),
            // `->` and `=>` do not end angle brackets.
            Kind::Punct('>')
                if !(atom.gap.is_empty()
                    && before.is_some_and(|before| before.is_punct('-') || before.is_punct('='))) =>
            {
                if let Some(start) = open.pop() {
                    depth[start + 1] += 1;
                    depth[i] -= 1;
                }
            }
            _ => {}
        }
    }
    let mut inside = 0;
    depth[..atoms.len()]
        .iter()
        .map(|change| {
            inside += change;
            inside > 0
        })
        .collect()
}

fn opens_angle(before: &Atom, angle: &Atom) -> bool {
    before.is_punct(':')
        || before.is_punct('<')
        || (matches!(before.kind, Kind::Word) && angle.gap.is_empty())
}

/// Returns `true` if a space precedes this atom in tokens without a layout: a path, a type, or unknown
/// tokens. Whitespace in the text usually remains a space, so that two tokens do not become one.
pub(super) fn space_before(atoms: &[Atom], i: usize, angles: &[bool]) -> bool {
    let (before, atom) = (&atoms[i - 1], &atoms[i]);
    let was = !atom.gap.is_empty();
    let is_in_separator =
        |i: usize| at_path_separator(atoms, i) || (i > 0 && at_path_separator(atoms, i - 1));
    match (&before.kind, &atom.kind) {
        (Kind::Comment { .. }, _) | (_, Kind::Comment { .. } | Kind::Doc { .. }) => true,
        (_, Kind::Punct(',')) => false,
        (Kind::Punct(','), _) => true,
        (Kind::Punct('$'), Kind::Word) => false,
        (Kind::Punct(_), Kind::Punct(_)) => was,
        (_, Kind::Punct(':')) if is_in_separator(i) => was && BEFORE_PATHS.contains(&before.text),
        (Kind::Punct(':'), _) if is_in_separator(i - 1) => false,
        (Kind::Punct('<'), _) if angles[i] => false,
        (_, Kind::Punct('>')) if angles[i - 1] => false,
        _ => was,
    }
}
