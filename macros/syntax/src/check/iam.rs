//! The services and actions of IAM.

use std::sync::OnceLock;

/// A service and its actions, in lower case.
type Service = (&'static str, Vec<&'static str>);

fn services() -> &'static [Service] {
    static SERVICES: OnceLock<Vec<Service>> = OnceLock::new();
    SERVICES.get_or_init(|| {
        include_str!("../../data/iam-actions.txt")
            .lines()
            .filter(|line| !line.starts_with('#'))
            .filter_map(|line| {
                let mut words = line.split(' ');
                Some((words.next()?, words.collect()))
            })
            .collect()
    })
}

/// Returns the names of all services.
pub(super) fn service_names() -> impl Iterator<Item = &'static str> + Clone {
    services().iter().map(|(name, _)| *name)
}

/// Returns the actions of a service.
pub(super) fn actions(service: &str) -> Option<&'static [&'static str]> {
    let services = services();
    let at = services.binary_search_by(|(name, _)| (*name).cmp(service)).ok()?;
    Some(&services[at].1)
}

/// Returns `true` if a pattern with `*` and `?` matches. Case does not matter.
pub(super) fn matches(pattern: &str, text: &str) -> bool {
    let (pattern, text) = (pattern.as_bytes(), text.as_bytes());
    let (mut p, mut t, mut star, mut from) = (0, 0, None, 0);
    while t < text.len() {
        if p < pattern.len() && (pattern[p] == b'?' || pattern[p].eq_ignore_ascii_case(&text[t])) {
            p += 1;
            t += 1;
        } else if p < pattern.len() && pattern[p] == b'*' {
            star = Some(p);
            from = t;
            p += 1;
        } else if let Some(star) = star {
            from += 1;
            t = from;
            p = star + 1;
        } else {
            return false;
        }
    }
    pattern[p..].iter().all(|byte| *byte == b'*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn services_are_sorted() {
        assert!(services().is_sorted());
        assert!(actions("dynamodb").unwrap().contains(&"putitem"));
        assert!(actions("dynamo").is_none());
    }

    #[test]
    fn pattern_matches_in_any_case() {
        assert!(matches("Put*", "putitem") && matches("*", "x") && matches("g?t*m", "getitem"));
        assert!(!matches("Put", "putitem") && !matches("?", "") && matches("**", ""));
    }
}
