//! Rust names for route keys.

/// Returns a variant name for each key, in the order of the keys: `$connect` is `Connect`, `chat/join` is
/// `ChatJoin`. If a name would be invalid or used twice, it spells out each character.
pub fn variants<'a>(keys: impl Iterator<Item = &'a str>) -> Vec<(String, &'a str)> {
    let keys: Vec<&str> = keys.collect();
    let camels: Vec<String> = keys.iter().map(|key| camel(key)).collect();
    let unique = |name: &String| camels.iter().filter(|other| *other == name).count() == 1;
    keys.iter()
        .zip(&camels)
        .map(|(key, camel)| {
            // A Rust name cannot contain every Unicode letter or digit.
            let plain = unique(camel) && syn::parse_str::<syn::Ident>(camel).is_ok();
            (if plain { camel.clone() } else { spelled(key) }, *key)
        })
        .collect()
}

fn camel(key: &str) -> String {
    key.split(|c: char| !c.is_alphanumeric())
        .flat_map(|word| {
            let mut chars = word.chars();
            let first = chars.next().into_iter().flat_map(char::to_uppercase);
            first.chain(chars.collect::<Vec<_>>()).collect::<Vec<_>>()
        })
        .collect()
}

/// Returns a name with ASCII letters and digits unchanged, and the code of every other character.
fn spelled(key: &str) -> String {
    let spell =
        |c: char| if c.is_ascii_alphanumeric() { c.to_string() } else { format!("_{:x}_", u32::from(c)) };
    format!("Key_{}", key.chars().map(spell).collect::<String>())
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use proptest::{collection::hash_set, prelude::*};

    use super::*;

    fn names(keys: &[&str]) -> Vec<String> {
        variants(keys.iter().copied()).into_iter().map(|(name, _)| name).collect()
    }

    #[test]
    fn route_key_becomes_a_readable_variant() {
        assert_eq!(
            names(&["$connect", "sendMessage", "chat/join", "größe", "1st"]),
            ["Connect", "SendMessage", "ChatJoin", "Größe", "Key_1st"]
        );
    }

    proptest! {
        #[test]
        fn any_route_keys_have_distinct_variants(keys in hash_set(".{1,6}", 1..8)) {
            let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
            let names = names(&keys);
            for name in &names {
                prop_assert!(syn::parse_str::<syn::Ident>(name).is_ok(), "{}", name);
            }
            let distinct: HashSet<&String> = names.iter().collect();
            prop_assert_eq!(distinct.len(), keys.len());
        }
    }

    #[test]
    fn similar_route_keys_have_distinct_variants() {
        let keys = [
            "a-b",
            "a_b",
            "aB",
            "AB",
            "ab",
            "Ab",
            "-",
            "/",
            "$connect",
            "connect",
            "self",
            "Key_a_2d_b",
            "a²",
            "①",
            "٣x",
            "\u{301}a",
            "ﬀ",
            "_",
        ];
        let mut names = names(&keys);
        for name in &names {
            assert!(syn::parse_str::<syn::Ident>(name).is_ok(), "{name}");
        }
        names.sort();
        names.dedup();
        assert_eq!(names.len(), keys.len(), "{names:?}");
    }
}
